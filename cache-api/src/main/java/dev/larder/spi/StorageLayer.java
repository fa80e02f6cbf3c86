package dev.larder.spi;

import dev.larder.storage.Storage;

/**
 * Something around a storage that observes what passes, or changes it. Layers are stacked from the
 * inside out:
 *
 * <pre>{@code
 * StorageLayer stack = inner.then(middle).then(outer); // outer(middle(inner(provider)))
 * }</pre>
 */
@FunctionalInterface
public interface StorageLayer {

  /** Returns a storage that does its work with the inner one, and closes it when it is closed. */
  Storage wrap(Storage inner);

  /** Returns the layer that puts this one inside and the other one around it. */
  default StorageLayer then(StorageLayer outer) {
    return inner -> outer.wrap(wrap(inner));
  }
}
