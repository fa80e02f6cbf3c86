package dev.larder.testkit;

import dev.larder.spi.TransformingStorage;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Storage;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A layer that inverts every bit on its way in, and again on its way out. */
final class InvertingStorage extends TransformingStorage {

  private final Storage inner;

  InvertingStorage(Storage inner) {
    this.inner = inner;
  }

  @Override
  protected Storage delegate() {
    return inner;
  }

  @Override
  protected OutputStream encode(CacheKey key, OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int value) throws IOException {
        out.write(~value);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] piece = new byte[length];
        System.arraycopy(bytes, offset, piece, 0, length);
        invert(piece, 0, length);
        out.write(piece);
      }
    };
  }

  @Override
  protected InputStream decode(CacheKey key, InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int value = in.read();
        return value < 0 ? value : ~value & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        invert(bytes, offset, n);
        return n;
      }
    };
  }

  private static void invert(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
  }
}
