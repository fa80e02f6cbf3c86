package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import java.util.HashMap;
import java.util.Map;

/**
 * Stores entries in one namespace. Each call makes a new entry with a new id, so none is repeated
 * after a failure that may have come too late. Thread-safe.
 */
public final class StoreCalls {

  private final ServiceCalls calls;
  private final String namespace;

  StoreCalls(ServiceCalls calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  /**
   * Stores a text.
   *
   * @throws IllegalArgumentException if it has an unpaired surrogate, or if a name cannot be sent
   * @throws CacheException if it is empty, which the service does not take ({@code UNSUPPORTED}),
   *     or the service cannot be reached or fails
   */
  public StoredEntry string(Strategy strategy, String text, StoreOptions options) {
    return store(EntryKind.STRING, strategy, Bodies.text(text), options);
  }

  /**
   * Stores a JSON object, the empty one too.
   *
   * @param object a tree, see {@link JsonForm}
   */
  public StoredEntry json(Strategy strategy, Map<String, ?> object, StoreOptions options) {
    return store(EntryKind.JSON, strategy, Bodies.json(object), options);
  }

  /** Stores a JSON object that is given as its document in UTF-8. */
  public StoredEntry json(Strategy strategy, Blob document, StoreOptions options) {
    return store(EntryKind.JSON, strategy, Bodies.json(document), options);
  }

  /** Stores bytes, at least one. */
  public StoredEntry binary(Strategy strategy, Blob bytes, StoreOptions options) {
    return binary(strategy, Bodies.bytes(bytes), options);
  }

  /** Stores bytes as they are read, at least one. */
  public StoredEntry binary(Strategy strategy, RequestBody bytes, StoreOptions options) {
    return store(EntryKind.BINARY, strategy, bytes, options);
  }

  /**
   * Stores bytes that are compressed with gzip. The service keeps them so, takes the hash of what
   * they stand for, and returns that.
   */
  public StoredEntry gzip(Strategy strategy, Blob compressed, StoreOptions options) {
    Target target = target(EntryKind.BINARY, strategy, options);
    Map<String, String> headers = new HashMap<>(options.headers());
    headers.put("content-encoding", "gzip");
    ServiceCall call = ServiceCall.create("store binary", target, Bodies.bytes(compressed));
    return StoredEntry.of(calls.object(call.withHeaders(headers)));
  }

  private Target target(EntryKind kind, Strategy strategy, StoreOptions options) {
    if (options.hasJsonFieldPath() && kind != EntryKind.JSON) {
      throw new IllegalArgumentException("only JSON has fields to take the hash of");
    }
    return options.on(
        Target.in(namespace).then(strategy.wireName()).then("store").then(kind.wireName()));
  }

  private StoredEntry store(
      EntryKind kind, Strategy strategy, RequestBody body, StoreOptions options) {
    Target target = target(kind, strategy, options);
    ServiceCall call = ServiceCall.create("store " + kind.wireName(), target, body);
    return StoredEntry.of(calls.object(call.withHeaders(options.headers())));
  }
}
