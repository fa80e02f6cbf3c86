package dev.larder.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The directories that this process has open. Locks belong to a process as a whole, so that two
 * storages over one directory must share one engine.
 */
final class OpenStores {

  private static final Map<Path, Shared> STORES = new HashMap<>();

  private static final class Shared {
    final Engine engine;
    int users;

    Shared(Engine engine) {
      this.engine = engine;
    }
  }

  private OpenStores() {}

  /** Returns the engine over the directory; opens it for the first who asks. */
  static Engine acquire(DiskStorageConfig config, Medium medium) throws IOException {
    synchronized (STORES) {
      Directories directories = new Directories(medium);
      directories.make(config.root());
      Path root = config.root().toRealPath();
      Shared shared = STORES.get(root);
      if (shared == null) {
        shared = new Shared(Opening.open(config, medium, directories));
        STORES.put(root, shared);
        shared.engine.maintenance.start();
      }
      shared.users++;
      return shared.engine;
    }
  }

  /** Gives an engine back; closes it with the last who had it. */
  static void release(Engine engine) throws IOException {
    synchronized (STORES) {
      for (Map.Entry<Path, Shared> store : STORES.entrySet()) {
        Shared shared = store.getValue();
        if (shared.engine == engine && --shared.users == 0) {
          STORES.remove(store.getKey());
          engine.close();
          return;
        }
      }
    }
  }
}
