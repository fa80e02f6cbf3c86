package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import java.util.Map;
import java.util.Optional;

/**
 * Overwrites the value of one entry, at all its places. Its hash and what the service remembers of
 * it stay as they were. The kind is not checked against the one before: bytes over a text leave an
 * entry that cannot be read. Thread-safe.
 */
public final class UpdateCalls {

  private static final String MISSING = "UPDATE_FAILED";

  private final ServiceCalls calls;
  private final String namespace;
  private final String cacheId;

  UpdateCalls(ServiceCalls calls, String namespace, String cacheId) {
    this.calls = calls;
    this.namespace = namespace;
    this.cacheId = cacheId;
  }

  /** Makes the value that text; empty if there is no such entry. */
  public Optional<UpdatedEntry> string(String text) {
    return update(EntryKind.STRING, Bodies.text(text));
  }

  /** Makes the value that JSON object; empty if there is no such entry. */
  public Optional<UpdatedEntry> json(Map<String, ?> object) {
    return update(EntryKind.JSON, Bodies.json(object));
  }

  /** Makes the value those bytes, at least one; empty if there is no such entry. */
  public Optional<UpdatedEntry> binary(Blob bytes) {
    return update(EntryKind.BINARY, Bodies.bytes(bytes));
  }

  private Optional<UpdatedEntry> update(EntryKind kind, RequestBody body) {
    Target target = Target.in(namespace).then("update").id(cacheId).then(kind.wireName());
    ServiceCall call = ServiceCall.write("update", target, body);
    ServiceAnswer answer = calls.exchange(call);
    // The one thing that is missing with a status of 500.
    if (!answer.isOk() && FailureBody.of(answer).type().equals(MISSING)) {
      return Optional.empty();
    }
    return calls
        .orMissing(call, answer)
        .map(found -> UpdatedEntry.of(JsonFields.of(calls.errors(), call, found)));
  }
}
