package dev.larder.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable bytes, on the heap or mapped from a file.
 *
 * <p>A blob is handed on without a copy wherever that is possible: memory hands out the bytes that
 * it holds, and disk maps them. Two blobs are equal when their bytes are. It stays readable for as
 * long as somebody holds it, whatever becomes of the entry or of the storage that it came from.
 * Thread-safe.
 */
public final class Blob {

  private static final Blob EMPTY = new Blob(new byte[0], null, 0, 0);

  // Heap bytes are kept as the array itself: a buffer object for each value would cost 56 bytes and
  // one more memory access for each read.
  private final byte @Nullable [] array;
  private final @Nullable ByteBuffer direct;
  private final int offset;
  private final int size;

  private Blob(byte @Nullable [] array, @Nullable ByteBuffer direct, int offset, int size) {
    this.array = array;
    this.direct = direct;
    this.offset = offset;
    this.size = size;
  }

  /** Returns the blob without bytes. */
  public static Blob empty() {
    return EMPTY;
  }

  /**
   * Returns a blob that takes the array as its own, without a copy. Nobody may write to the array
   * any more; where that cannot be promised, use {@link #copyOf(byte[])}.
   */
  public static Blob wrap(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    return bytes.length == 0 ? EMPTY : new Blob(bytes, null, 0, bytes.length);
  }

  /**
   * Returns a blob that takes the array's range as its own, without a copy.
   *
   * @throws IndexOutOfBoundsException if the range is not inside the array
   */
  public static Blob wrap(byte[] bytes, int offset, int size) {
    Objects.requireNonNull(bytes, "bytes");
    Objects.checkFromIndexSize(offset, size, bytes.length);
    return size == 0 ? EMPTY : new Blob(bytes, null, offset, size);
  }

  /**
   * Returns a blob that takes the remaining bytes of the buffer as its own, without a copy. The
   * buffer's position is not moved. Nobody may write to the bytes any more.
   */
  public static Blob wrap(ByteBuffer buffer) {
    Objects.requireNonNull(buffer, "buffer");
    if (!buffer.hasRemaining()) {
      return EMPTY;
    }
    if (buffer.hasArray()) {
      return wrap(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }
    // What is a view of nothing but the bytes needs no other before the one that is kept.
    ByteBuffer all = buffer.remaining() == buffer.capacity() ? buffer : buffer.slice();
    return new Blob(null, all.asReadOnlyBuffer(), 0, all.capacity());
  }

  /** Returns a blob with a copy of the bytes. */
  public static Blob copyOf(byte[] bytes) {
    return wrap(Objects.requireNonNull(bytes, "bytes").clone());
  }

  /** Returns a blob with a copy of the buffer's remaining bytes; its position is not moved. */
  public static Blob copyOf(ByteBuffer buffer) {
    Objects.requireNonNull(buffer, "buffer");
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return wrap(bytes);
  }

  /** Returns the UTF-8 form of the text. An unpaired surrogate becomes {@code ?}. */
  public static Blob ofText(String text) {
    return wrap(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the number of bytes. */
  public int size() {
    return size;
  }

  /** Returns whether there are no bytes. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Returns whether the bytes are outside the heap, for example a mapped file. */
  public boolean isDirect() {
    return direct != null && direct.isDirect();
  }

  /**
   * Returns the byte at that place, counted from 0.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public byte byteAt(int index) {
    Objects.checkIndex(index, size);
    return array != null ? array[offset + index] : direct().get(index);
  }

  /**
   * Returns a read-only view of the bytes, without a copy: position 0, limit {@link #size()}, big
   * endian. Each call returns a view of its own.
   */
  public ByteBuffer buffer() {
    if (array != null) {
      ByteBuffer whole = ByteBuffer.wrap(array);
      return size == array.length
          ? whole.asReadOnlyBuffer()
          : whole.slice(offset, size).asReadOnlyBuffer();
    }
    return direct().duplicate();
  }

  /** Returns a copy of the bytes. */
  public byte[] toByteArray() {
    if (array != null) {
      return offset == 0 && size == array.length
          ? array.clone()
          : Arrays.copyOfRange(array, offset, offset + size);
    }
    byte[] bytes = new byte[size];
    direct().get(0, bytes);
    return bytes;
  }

  /** Returns the bytes read as UTF-8; what is not UTF-8 becomes the replacement character. */
  public String toText() {
    return array != null
        ? new String(array, offset, size, StandardCharsets.UTF_8)
        : StandardCharsets.UTF_8.decode(direct().duplicate()).toString();
  }

  /** Returns a stream over the bytes, without a copy. It need not be closed. */
  public InputStream openStream() {
    return array != null
        ? new ByteArrayInputStream(array, offset, size)
        : new ByteBufferInputStream(direct().duplicate());
  }

  /**
   * Writes all the bytes to the stream, which stays open. Bytes on the heap are handed to it in the
   * array that holds them, which it must not write to.
   *
   * @throws IOException as the stream throws it; some bytes may have been written
   */
  public void writeTo(OutputStream out) throws IOException {
    if (array != null) {
      out.write(array, offset, size);
    } else {
      openStream().transferTo(out);
    }
  }

  private ByteBuffer direct() {
    return Objects.requireNonNull(direct);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    if (this == object) {
      return true;
    }
    if (!(object instanceof Blob other) || size != other.size) {
      return false;
    }
    if (array != null && other.array != null) {
      return Arrays.equals(
          array, offset, offset + size, other.array, other.offset, other.offset + size);
    }
    return buffer().equals(other.buffer());
  }

  /** Returns a hash of all the bytes: the cost grows with the size. */
  @Override
  public int hashCode() {
    return buffer().hashCode();
  }

  /** Returns the size alone; a value may be secret. */
  @Override
  public String toString() {
    return "Blob[" + size + " bytes]";
  }
}
