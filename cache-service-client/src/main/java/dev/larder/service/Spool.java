package dev.larder.service;

import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way to or from a service: the first mebibyte on the heap, more in a temporary file
 * that is gone with the process. Written by one thread, then read as often as needed.
 */
final class Spool extends OutputStream {

  /** So much is kept on the heap. */
  static final int ON_HEAP = 1 << 20;

  private final ByteArrayOutputStream heap = new ByteArrayOutputStream();
  private @Nullable SpoolFile file;
  private long size;

  /** Returns a spool with all the bytes of the stream, which is not closed. */
  static Spool of(InputStream bytes) throws IOException {
    Spool spool = new Spool();
    try {
      bytes.transferTo(spool);
      return spool;
    } catch (IOException | RuntimeException failure) {
      spool.close();
      throw failure;
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (file == null && size + length > ON_HEAP) {
      file = new SpoolFile();
      file.append(heap.toByteArray(), 0, heap.size());
      heap.reset();
    }
    if (file == null) {
      heap.write(bytes, offset, length);
    } else {
      file.append(bytes, offset, length);
    }
    size += length;
  }

  /** Returns how many bytes were written. */
  long size() {
    return size;
  }

  /**
   * Returns a copy of all the bytes.
   *
   * @throws IOException if they cannot be read
   */
  byte[] toByteArray() throws IOException {
    return file == null ? heap.toByteArray() : open().readAllBytes();
  }

  /** Opens the bytes from the first one on. What was opened reads nothing after {@link #close}. */
  InputStream open() {
    return file == null ? Blob.wrap(heap.toByteArray()).openStream() : new FileStream(file, size);
  }

  /** Returns the stream, whose end is also that of this spool. */
  InputStream closing(InputStream bytes) {
    return new FilterInputStream(bytes) {
      @Override
      public void close() throws IOException {
        Spool.this.close();
        super.close();
      }
    };
  }

  /** Gives the file back. Idempotent. */
  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  /** A file of its own, which has no name any more where a system allows that. */
  private static final class SpoolFile {

    // An interrupt closes a channel under whoever reads it, and makes a fault of a cancellation.
    private final RandomAccessFile bytes;
    private final File path;

    SpoolFile() throws IOException {
      path = Files.createTempFile("larder-", ".spool").toFile();
      bytes = new RandomAccessFile(path, "rw");
      remove();
    }

    private void remove() {
      if (!path.delete()) {
        path.deleteOnExit();
      }
    }

    synchronized void append(byte[] source, int offset, int length) throws IOException {
      bytes.seek(bytes.length());
      bytes.write(source, offset, length);
    }

    synchronized int read(long at, byte[] target, int offset, int length) throws IOException {
      bytes.seek(at);
      return bytes.read(target, offset, length);
    }

    synchronized void close() {
      try {
        bytes.close();
        if (path.exists()) {
          remove();
        }
      } catch (IOException leftToTheSystem) {
        // It is closed, and the file goes with the process.
      }
    }
  }

  private static final class FileStream extends InputStream {

    private final SpoolFile file;
    private final long size;
    private long at;

    FileStream(SpoolFile file, long size) {
      this.file = file;
      this.size = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length == 0 || at == size) {
        return length == 0 ? 0 : -1;
      }
      int read = file.read(at, bytes, offset, length);
      at += Math.max(0, read);
      return read;
    }
  }
}
