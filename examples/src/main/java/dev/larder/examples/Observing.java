package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.Codec;
import dev.larder.config.StorageFactory;
import dev.larder.spi.StorageLayer;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.Storage;
import java.time.Duration;

/**
 * Three ways to watch a cache: a listener, a layer of your own, and Java Flight Recorder, which
 * needs no code at all:
 *
 * <pre>{@code
 * java -XX:StartFlightRecording:filename=larder.jfr -jar yours.jar
 * jfr print --events 'larder.*' larder.jfr
 * }</pre>
 */
public final class Observing {

  /** Watches two look-ups. */
  public static void main(String[] args) {
    run(StorageFactory.fromEnvironment(), new Screen(System.out));
  }

  static void run(StorageFactory factory, Screen screen) {
    // region observing
    CacheListener listener =
        new CacheListener() {
          @Override
          public void onHit(CacheKey key) {
            screen.row("hit", key.name());
          }

          @Override
          public void onMiss(CacheKey key) {
            screen.row("miss", key.name());
          }

          @Override
          public void onLoad(CacheKey key, Duration took) {
            screen.row("computed", key.name());
          }

          @Override
          public void onEviction(CacheKey key, EvictionCause cause) {
            screen.row("evicted", key.name() + ", cause " + cause);
          }
        };
    StorageLayer slowLoads =
        inner -> new SlowLoads(inner, Duration.ofMillis(20), text -> screen.row("slow", text));

    // The storage tells of evictions and errors, the cache of everything else.
    try (Storage storage = slowLoads.wrap(factory.withListener(listener).open())) {
      Cache<String> cache =
          Cache.builder(storage, "observing", Codec.text()).listener(listener).build();
      cache.getOrCompute("greeting", name -> "hello");
      cache.getOrCompute("greeting", name -> "hello");
    }
    // endregion
  }
}
