package dev.larder.service;

import dev.larder.storage.Blob;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * What a frame says of its value, before the value: magic, format, whether the value is deflated,
 * when it was saved and expires, its version, its length, its attributes and tags, and the CRC32C
 * of all that. The value follows, then the CRC32C of the value as it is there.
 *
 * @param metadata what is known about the value
 * @param deflated whether the value is compressed
 */
record FrameHead(EntryMetadata metadata, boolean deflated) {

  /** How many bytes follow the value. */
  static final int TRAILER = Integer.BYTES;

  private static final int MAGIC = 0x4c415244;
  private static final int FORMAT = 1;
  private static final int DEFLATED = 1;
  private static final long NEVER = Long.MIN_VALUE;

  /** Attributes and tags have limits, so that a longer head is a damaged one. */
  private static final int MOST_LABEL_BYTES = 8_192;

  /** Returns the head as bytes. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] labels = labels();
      out.writeInt(MAGIC);
      out.writeByte(FORMAT);
      out.writeByte(deflated ? DEFLATED : 0);
      out.writeShort(labels.length);
      out.writeLong(metadata.savedAt().toEpochMilli());
      out.writeLong(metadata.expiresAt().map(Instant::toEpochMilli).orElse(NEVER));
      out.writeLong(metadata.size());
      out.write(labels);
      CRC32C crc = new CRC32C();
      crc.update(bytes.toByteArray());
      out.writeInt((int) crc.getValue());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private byte[] labels() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    text(out, metadata.version());
    out.writeShort(metadata.attributes().size());
    for (Map.Entry<String, String> attribute : metadata.attributes().entrySet()) {
      text(out, attribute.getKey());
      text(out, attribute.getValue());
    }
    out.writeShort(metadata.tags().size());
    for (String tag : metadata.tags()) {
      text(out, tag);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(utf8.length);
    out.write(utf8);
  }

  /**
   * Reads a head and leaves the stream at the first byte of the value.
   *
   * @throws DamagedFrameException if it is not a whole head as it was written
   * @throws IOException if the stream cannot be read
   */
  static FrameHead read(InputStream stream) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(stream, new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    try {
      if (in.readInt() != MAGIC) {
        throw new DamagedFrameException("it is not a frame");
      }
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new DamagedFrameException("it is a frame of the unknown format " + format);
      }
      boolean deflated = in.readUnsignedByte() == DEFLATED;
      int labelBytes = in.readUnsignedShort();
      if (labelBytes > MOST_LABEL_BYTES) {
        throw new DamagedFrameException("its labels are longer than labels can be");
      }
      EntryMetadata metadata = metadata(in, labelBytes);
      long sum = checked.getChecksum().getValue();
      if (in.readInt() != (int) sum) {
        throw new DamagedFrameException("the checksum of its head is another one");
      }
      return new FrameHead(metadata, deflated);
    } catch (EOFException short_) {
      throw new DamagedFrameException("it ends too early");
    } catch (IllegalArgumentException illegal) {
      throw new DamagedFrameException("its labels are none that can be saved");
    }
  }

  private static EntryMetadata metadata(DataInputStream in, int labelBytes) throws IOException {
    long savedAt = in.readLong();
    long expiresAt = in.readLong();
    long size = in.readLong();
    byte[] bytes = in.readNBytes(labelBytes);
    DataInputStream labels = new DataInputStream(Blob.wrap(bytes).openStream());
    EntryMetadata.Builder metadata =
        EntryMetadata.builder(size, text(labels), Instant.ofEpochMilli(savedAt))
            .labels(options(labels));
    if (expiresAt != NEVER) {
      metadata.expiresAt(Instant.ofEpochMilli(expiresAt));
    }
    return metadata.build();
  }

  private static SaveOptions options(DataInputStream in) throws IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      attributes.put(text(in), text(in));
    }
    String[] tags = new String[in.readUnsignedShort()];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = text(in);
    }
    return SaveOptions.defaults().withAttributes(attributes).withTags(tags);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
  }
}
