package dev.larder.testkit;

import static dev.larder.testkit.ContractGroup.DEFAULTS;
import static dev.larder.testkit.ContractGroup.KEY;
import static dev.larder.testkit.ContractGroup.NAMESPACE;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every method of a storage that works on entries. */
enum Operation {
  SAVE("save", true),
  LOAD("load", true),
  STAT("stat", true),
  EXISTS("exists", true),
  DELETE("delete", true),
  LIST_KEYS("listKeys", false),
  SAVE_ALL("saveAll", false),
  LOAD_ALL("loadAll", false),
  DELETE_ALL("deleteAll", false),
  CLEAR("clear", false),
  OPEN_WRITE("openWrite", true),
  OPEN_READ("openRead", true);

  private final String method;
  private final boolean keyed;

  Operation(String method, boolean keyed) {
    this.method = method;
    this.keyed = keyed;
  }

  /** Calls the method once, and closes what it returns. */
  void call(Storage storage) {
    Blob value = Blob.ofText("value");
    switch (this) {
      case SAVE -> storage.save(KEY, value, DEFAULTS);
      case LOAD -> storage.load(KEY);
      case STAT -> storage.stat(KEY);
      case EXISTS -> storage.exists(KEY);
      case DELETE -> storage.delete(KEY);
      case LIST_KEYS -> storage.listKeys(KeyQuery.in(NAMESPACE));
      case SAVE_ALL -> storage.saveAll(List.of(SaveRequest.of(KEY, value)));
      case LOAD_ALL -> storage.loadAll(List.of(KEY));
      case DELETE_ALL -> storage.deleteAll(List.of(KEY));
      case CLEAR -> storage.clear(NAMESPACE);
      case OPEN_WRITE -> storage.openWrite(KEY, DEFAULTS).close();
      case OPEN_READ -> storage.openRead(KEY).ifPresent(BlobReader::close);
    }
  }

  String method() {
    return method;
  }

  @Nullable CacheKey key() {
    return keyed ? KEY : null;
  }

  /** Returns what a storage must declare to be called so. */
  Optional<Capability> needs() {
    return switch (this) {
      case LIST_KEYS -> Optional.of(Capability.LISTING);
      case OPEN_WRITE, OPEN_READ -> Optional.of(Capability.STREAMING);
      case SAVE, LOAD, STAT, EXISTS, DELETE, SAVE_ALL, LOAD_ALL, DELETE_ALL, CLEAR ->
          Optional.empty();
    };
  }
}
