package dev.larder.service;

import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private @Nullable FileChannel file;
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
      file = temporaryFile();
      write(file, ByteBuffer.wrap(heap.toByteArray()), 0);
      heap.reset();
    }
    if (file == null) {
      heap.write(bytes, offset, length);
    } else {
      write(file, ByteBuffer.wrap(bytes, offset, length), size);
    }
    size += length;
  }

  private static FileChannel temporaryFile() throws IOException {
    Path path = Files.createTempFile("larder-", ".spool");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private static void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
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

  /** Gives the file back. Idempotent. */
  @Override
  public void close() {
    FileChannel opened = file;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException leftToTheSystem) {
        // It is closed, and the file goes with the process.
      }
    }
  }

  private static final class FileStream extends InputStream {

    private final FileChannel file;
    private final long size;
    private long at;

    FileStream(FileChannel file, long size) {
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
      int read = file.read(ByteBuffer.wrap(bytes, offset, length), at);
      at += Math.max(0, read);
      return read;
    }
  }
}
