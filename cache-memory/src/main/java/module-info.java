/**
 * A bounded storage on the heap of this process: {@link dev.larder.memory.MemoryStorage}, mode
 * {@code memory}.
 */
@org.jspecify.annotations.NullMarked
module dev.larder.memory {
  requires transitive dev.larder.api;
  requires com.github.benmanes.caffeine;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports dev.larder.memory;

  provides dev.larder.spi.StorageProvider with
      dev.larder.memory.MemoryStorageProvider;
}
