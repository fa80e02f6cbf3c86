package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Archives as entries: bytes whose hash is that of the files in them. An entry is never changed;
 * each change makes a new one, so none is repeated after a failure that may have come too late.
 * Thread-safe.
 */
public final class ZipCalls {

  private static final String ZIP = "application/zip";

  /** What the service answers, with a status of its own, where there is no such entry. */
  private static final String MISSING = "Zip file not found in cache";

  private final ServiceCalls calls;
  private final String namespace;

  ZipCalls(ServiceCalls calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  /** Stores an archive without files. */
  public StoredZip create(Strategy strategy, String cacheKey, String fileId) {
    return store("create", strategy, cacheKey, fileId, null);
  }

  /**
   * Stores an archive.
   *
   * @throws CacheException with {@code UNSUPPORTED} if it is none
   */
  public StoredZip store(Strategy strategy, String cacheKey, String fileId, Blob zip) {
    return store("store", strategy, cacheKey, fileId, RequestBody.of(zip, ZIP));
  }

  private StoredZip store(
      String action, Strategy strategy, String key, String fileId, @Nullable RequestBody body) {
    Target target =
        Target.in(namespace)
            .then(strategy.wireName())
            .then("zip")
            .then(action)
            .path("cacheKey", key)
            .segment("fileId", fileId);
    return StoredZip.of(calls.object(ServiceCall.create("zip " + action, target, body)));
  }

  private Target zip(String cacheId, String route) {
    return Target.in(namespace).then("zip").id(cacheId).then(route);
  }

  /**
   * Returns the archive; empty if there is no such entry.
   *
   * @throws CacheException with {@code UNSUPPORTED} if the entry is none
   */
  public Optional<Blob> retrieve(String cacheId) {
    return calls
        .find(ServiceCall.get("zip retrieve", zip(cacheId, "retrieve")), ZIP)
        .map(ServiceAnswer::body);
  }

  /** Returns the archive, to be read as it arrives; empty if there is no such entry. */
  public Optional<ServiceBody> open(String cacheId) {
    return calls.open(ServiceCall.get("zip retrieve", zip(cacheId, "retrieve")), ZIP);
  }

  /**
   * Returns the names of the files, sorted; empty if there is no such entry, or it is no archive.
   */
  public Optional<List<String>> files(String cacheId) {
    return calls
        .findObject(ServiceCall.get("zip list", zip(cacheId, "files/list")))
        .map(fields -> fields.texts("file_list"));
  }

  /** Returns a file; empty if there is none, or no such entry. */
  public Optional<Blob> file(String cacheId, String path) {
    Target target = zip(cacheId, "file/retrieve").path("path", path);
    return calls
        .find(ServiceCall.get("zip file", target), ServiceAnswer.BYTES)
        .map(ServiceAnswer::body);
  }

  /**
   * Adds a file; empty if there is no such entry. One of that name stays in the archive of the
   * original service, listed twice, and the new one is read.
   *
   * @param content bytes, at least one
   */
  public Optional<ChangedZip> add(String cacheId, String path, Blob content) {
    Target target = zip(cacheId, "file/add/from/bytes").path("path", path);
    return change(ServiceCall.create("zip add", target, Bodies.bytes(content)));
  }

  /** Adds a text as a file, like {@link #add(String, String, Blob)}. */
  public Optional<ChangedZip> add(String cacheId, String path, String content) {
    Target target = zip(cacheId, "file/add/from/string").path("path", path);
    return change(ServiceCall.create("zip add", target, Bodies.text(content)));
  }

  /** Deletes a file, if it is there; empty if there is no such entry. */
  public Optional<ChangedZip> delete(String cacheId, String path) {
    Target target = zip(cacheId, "file/delete").path("path", path);
    // It makes a new entry each time, other than what a delete is elsewhere.
    return change(
        new ServiceCall("zip delete", Method.DELETE, target.toString(), null, Map.of(), false));
  }

  private Optional<ChangedZip> change(ServiceCall call) {
    ServiceAnswer answer = calls.exchange(call);
    if (!answer.isOk() && FailureBody.of(answer).message().equals(MISSING)) {
      return Optional.empty();
    }
    return calls
        .orMissing(call, answer)
        .map(found -> ChangedZip.of(JsonFields.of(calls.errors(), call, found)));
  }

  /**
   * Takes the steps in order; empty if there is no such entry.
   *
   * @param atomic whether nothing is changed if one of them fails
   */
  public Optional<ZipBatchResult> batch(
      String cacheId, List<ZipOperation> operations, boolean atomic) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("atomic", atomic);
    request.put("operations", operations.stream().map(ZipOperation::toMap).toList());
    Target target = zip(cacheId, "batch/operations");
    ServiceCall call = ServiceCall.create("zip batch", target, Bodies.json(request));
    return Optional.of(ZipBatchResult.of(calls.object(call)))
        .filter(result -> !result.error().equals(MISSING));
  }
}
