package dev.larder.spi;

import dev.larder.storage.Storage;

/**
 * Something around a storage: metrics, retries, compression. Layers are stacked from the inside
 * out:
 *
 * <pre>{@code
 * StorageLayer stack = timeout.then(retry).then(metrics); // metrics(retry(timeout(provider)))
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
