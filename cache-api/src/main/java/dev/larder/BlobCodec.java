package dev.larder;

import dev.larder.storage.Blob;

/** Blobs as they are. */
enum BlobCodec implements Codec<Blob> {
  INSTANCE;

  @Override
  public Blob encode(Blob value) {
    return value;
  }

  @Override
  public Blob decode(Blob bytes) {
    return bytes;
  }
}
