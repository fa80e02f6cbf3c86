package dev.larder;

import dev.larder.storage.Blob;

/** Arrays, copied both ways because their owners may write to them. */
enum BytesCodec implements Codec<byte[]> {
  INSTANCE;

  @Override
  public Blob encode(byte[] value) {
    return Blob.copyOf(value);
  }

  @Override
  public byte[] decode(Blob bytes) {
    return bytes.toByteArray();
  }
}
