package dev.larder.disk;

import dev.larder.storage.CacheKey;
import dev.larder.storage.EvictionCause;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Removes entries that cannot be read back. */
final class Corruption {

  private final Engine engine;
  private final BiConsumer<CacheKey, EvictionCause> evicted;

  /**
   * Makes it.
   *
   * @param evicted told of each entry that is removed
   */
  Corruption(Engine engine, BiConsumer<CacheKey, EvictionCause> evicted) {
    this.engine = engine;
    this.evicted = evicted;
  }

  /** Removes the entry unless it was written anew meanwhile, and puts its file aside. */
  void remove(KeyBytes key, long corrupt) throws IOException {
    Removal removal =
        new Removal(
            key,
            engine,
            (place, record) -> {
              LargeRef file = record.large();
              if (place == corrupt && file != null) {
                engine.quarantine(file);
              }
              return place == corrupt;
            });
    if (engine.writes.make(removal).isDone()) {
      evicted.accept(key.key(), EvictionCause.CORRUPT);
    }
  }
}
