/** A provider of your own, as small as one can be. */
@org.jspecify.annotations.NullMarked
// region module
module dev.larder.shelf {
  requires transitive dev.larder.api;
  requires static org.jspecify;

  provides dev.larder.spi.StorageProvider with
      dev.larder.shelf.ShelfStorageProvider;
}
// endregion
