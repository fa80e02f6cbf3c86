package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Puts values into frames and takes them out again. What is damaged is found. */
final class Frame {

  private static final String CONTENT_TYPE = "application/octet-stream";

  /** Above this, copying a value into one array with its frame costs more than it saves. */
  private static final int ONE_ARRAY = 64 << 10;

  private static final int SAMPLE = 128 << 10;

  private Frame() {}

  // Writing.

  /**
   * Returns the value in a frame.
   *
   * @param compressAbove values of more bytes than that are deflated, if that makes them smaller
   */
  static RequestBody of(Blob value, EntryMetadata metadata, long compressAbove) {
    boolean worth = value.size() > compressAbove && isWorthDeflating(value.openStream());
    Blob smaller = worth ? smaller(value) : null;
    Blob payload = smaller == null ? value : smaller;
    byte[] head = new FrameHead(metadata, smaller != null).toBytes();
    CRC32C crc = new CRC32C();
    crc.update(payload.buffer());
    byte[] trailer = trailer(crc);
    long length = (long) head.length + payload.size() + trailer.length;
    if (payload.size() <= ONE_ARRAY) {
      ByteBuffer whole = ByteBuffer.allocate((int) length);
      whole.put(head).put(payload.buffer()).put(trailer);
      return RequestBody.of(Blob.wrap(whole.array()), CONTENT_TYPE);
    }
    return new StreamBody(
        CONTENT_TYPE,
        length,
        StreamBody.piece(head),
        payload::openStream,
        StreamBody.piece(trailer));
  }

  private static byte[] trailer(CRC32C crc) {
    return ByteBuffer.allocate(FrameHead.TRAILER).putInt((int) crc.getValue()).array();
  }

  /**
   * Returns whether the beginning of the value gets smaller: to find out with all of it that it
   * does not would take seconds.
   */
  static boolean isWorthDeflating(InputStream value) {
    try {
      Blob start = Blob.wrap(value.readNBytes(SAMPLE));
      return start.size() < SAMPLE || smaller(start) != null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the bytes deflated, or null if that is no smaller. */
  private static @Nullable Blob smaller(Blob value) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      byte[] smaller = new byte[value.size() - 1];
      deflater.setInput(value.buffer());
      deflater.finish();
      int length = deflater.deflate(smaller);
      return deflater.finished() ? Blob.copyOf(ByteBuffer.wrap(smaller, 0, length)) : null;
    } finally {
      deflater.end();
    }
  }

  /**
   * Returns the spooled value in a frame.
   *
   * @param value the payload, deflated or not
   */
  static StreamBody of(Spool value, FrameHead head) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(value.open(), new CRC32C());
    checked.transferTo(OutputStream.nullOutputStream());
    byte[] first = head.toBytes();
    byte[] trailer = trailer((CRC32C) checked.getChecksum());
    return new StreamBody(
        CONTENT_TYPE,
        first.length + value.size() + trailer.length,
        StreamBody.piece(first),
        value::open,
        StreamBody.piece(trailer));
  }

  /** Returns the bytes of a spool deflated, in a spool of their own. */
  static Spool deflated(Spool value) throws IOException {
    Spool smaller = new Spool();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream out = new DeflaterOutputStream(unclosed(smaller), deflater)) {
      value.open().transferTo(out);
    } catch (IOException | RuntimeException failure) {
      smaller.close();
      throw failure;
    } finally {
      deflater.end();
    }
    return smaller;
  }

  private static OutputStream unclosed(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        out.write(value);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }
    };
  }

  // Reading.

  /**
   * Returns the value of a frame with its metadata.
   *
   * @throws DamagedFrameException if it is not a whole frame as it was written
   */
  static Entry read(Blob frame) throws IOException {
    InputStream stream = frame.openStream();
    FrameHead head = FrameHead.read(stream);
    int start = frame.size() - stream.available();
    int length = frame.size() - FrameHead.TRAILER - start;
    if (length < 0) {
      throw new DamagedFrameException("it ends too early");
    }
    ByteBuffer payload = frame.buffer().slice(start, length);
    CRC32C crc = new CRC32C();
    crc.update(payload.duplicate());
    if ((int) crc.getValue() != frame.buffer().getInt(start + length)) {
      throw new DamagedFrameException("the checksum of its value is another one");
    }
    return Entry.of(value(head, payload), head.metadata());
  }

  private static Blob value(FrameHead head, ByteBuffer payload) throws DamagedFrameException {
    long size = head.metadata().size();
    if (!head.deflated()) {
      requireSize(size, payload.remaining());
      return Blob.copyOf(payload);
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new DamagedFrameException("its value is larger than values can be");
    }
    return inflated(payload, (int) size);
  }

  private static Blob inflated(ByteBuffer payload, int size) throws DamagedFrameException {
    Inflater inflater = new Inflater();
    try {
      byte[] value = new byte[size];
      inflater.setInput(payload);
      requireSize(size, inflater.inflate(value));
      return Blob.wrap(value);
    } catch (DataFormatException malformed) {
      throw new DamagedFrameException("its value cannot be inflated");
    } finally {
      inflater.end();
    }
  }

  private static void requireSize(long expected, long actual) throws DamagedFrameException {
    if (expected != actual) {
      throw new DamagedFrameException("its value has another length than it says");
    }
  }

  /**
   * Returns a reader of the frame that the spool holds. It ends with the spool.
   *
   * @throws DamagedFrameException if it is not a whole frame as it was written
   */
  static BlobReader read(Spool frame) throws IOException {
    InputStream stream = frame.open();
    FrameHead head = FrameHead.read(stream);
    long length = length(frame, head) - FrameHead.TRAILER;
    CheckedInputStream checked = new CheckedInputStream(stream, new CRC32C());
    drain(checked, length);
    long sum = checked.getChecksum().getValue();
    if (new DataInputStream(stream).readInt() != (int) sum) {
      throw new DamagedFrameException("the checksum of its value is another one");
    }
    InputStream again = frame.open();
    FrameHead.read(again);
    if (!head.deflated()) {
      requireSize(head.metadata().size(), length);
      return BlobReader.of(head.metadata(), frame.closing(new FirstBytes(again, length)));
    }
    return BlobReader.of(head.metadata(), frame.closing(new InflaterInputStream(again)));
  }

  private static long length(Spool frame, FrameHead head) throws DamagedFrameException {
    long length = frame.size() - head.toBytes().length;
    if (length < FrameHead.TRAILER) {
      throw new DamagedFrameException("it ends too early");
    }
    return length;
  }

  private static void drain(InputStream stream, long length) throws IOException {
    byte[] piece = new byte[8_192];
    long left = length;
    while (left > 0) {
      int read = stream.read(piece, 0, (int) Math.min(piece.length, left));
      if (read < 0) {
        throw new DamagedFrameException("it ends too early");
      }
      left -= read;
    }
  }
}
