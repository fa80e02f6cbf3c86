/**
 * A durable storage in a directory, bounded, checksummed and shared by processes: {@link
 * dev.larder.disk.DiskStorage}, mode {@code disk}.
 */
@org.jspecify.annotations.NullMarked
module dev.larder.disk {
  requires transitive dev.larder.api;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports dev.larder.disk;

  provides dev.larder.spi.StorageProvider with
      dev.larder.disk.DiskStorageProvider;
}
