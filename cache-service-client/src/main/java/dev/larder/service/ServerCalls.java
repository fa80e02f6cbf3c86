package dev.larder.service;

import dev.larder.storage.CacheException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the service for its storage, and for entries to test with. Thread-safe. */
public final class ServerCalls {

  private final ServiceCalls calls;

  ServerCalls(ServiceCalls calls) {
    this.calls = calls;
  }

  /** Returns where it keeps its files. */
  public StorageState storage() {
    Target target = Target.of("/server/storage/info");
    return StorageState.of(calls.object(ServiceCall.get("server storage", target)));
  }

  /**
   * Makes entries to test with in the namespace {@code default}, if they are not there.
   *
   * @return the answer of the service: {@code data} names each, with its id and its hash
   */
  public Map<String, @Nullable Object> createTestFixtures() {
    Target target = Target.of("/server/create/test-fixtures");
    return calls.object(ServiceCall.get("server fixtures", target)).toMap();
  }

  /**
   * Deletes all files of a namespace, and returns how many there were. It is the only way to get
   * rid of a namespace.
   *
   * @throws dev.larder.storage.CacheException with {@code UNSUPPORTED} if the service cannot list
   *     what it keeps, as the original one with its files on a disk
   */
  public long clear(String namespace) {
    Target target = Target.of("/test-data/clear").namespace(namespace);
    ServiceCall call = ServiceCall.delete("server clear", target);
    JsonFields fields = calls.object(call);
    if (!fields.flag("success")) {
      throw new CacheException(
          CacheException.Code.UNSUPPORTED,
          call.operation(),
          null,
          "the service cannot list what it keeps; run it with storage in memory or in a bucket");
    }
    return fields.number("files_deleted");
  }
}
