/**
 * A durable storage in a directory, bounded, checksummed and shared by processes: {@link
 * dev.larder.disk.DiskStorage}.
 *
 * <p>With this module on the path {@code STORAGE_MODE=disk}, or {@code local}, opens it on the
 * directory in {@code STORAGE_DISK_ROOT}; nobody has to require it for that. Programs that verify
 * or compact it, or read its usage, require it and call {@link
 * dev.larder.disk.DiskStorage#open(dev.larder.disk.DiskStorageConfig)}.
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
