/**
 * The contract of Larder: storages, the provider and layer interfaces, configuration, and the typed
 * cache. It needs nothing but the JDK.
 *
 * <p>Start at {@link dev.larder.Cache} to cache values, at {@link dev.larder.config.StorageFactory}
 * to open a storage, and at {@link dev.larder.spi.AbstractStorage} to write a provider.
 */
@org.jspecify.annotations.NullMarked
module dev.larder.api {
  requires jdk.jfr;
  requires static org.jspecify;

  exports dev.larder;
  exports dev.larder.backend;
  exports dev.larder.config;
  exports dev.larder.spi;
  exports dev.larder.storage;

  uses dev.larder.spi.StorageProvider;
}
