package dev.larder.service.server;

import dev.larder.service.CacheHash;
import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The members of a zip by name, in the order of its directory. Of members with one name the last
 * counts. Not thread-safe.
 */
final class ZipArchive {

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;

  private final Map<String, byte[]> members = new LinkedHashMap<>();

  /** Returns a zip without members. */
  ZipArchive() {}

  /** Bytes that are no zip, or one that cannot be read: why. */
  static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private Unreadable(String why) {
      super(why);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Reads a zip.
   *
   * @param limit the most bytes that all members may unpack to
   * @throws Unreadable if the bytes are no zip, are damaged, or use what is not understood here
   * @throws Failure 413 if the members unpack to more
   */
  static ZipArchive read(Blob zip, int limit) throws Unreadable {
    ByteBuffer bytes = zip.buffer().order(ByteOrder.LITTLE_ENDIAN);
    ZipArchive archive = new ZipArchive();
    int end = end(bytes);
    int count = bytes.getShort(end + 10) & 0xffff;
    int at = bytes.getInt(end + 16);
    long left = limit;
    for (int i = 0; i < count; i++) {
      require(at >= 0 && at <= end - ENTRY_SIZE && bytes.getInt(at) == ENTRY, "directory");
      int nameSize = bytes.getShort(at + 28) & 0xffff;
      int next =
          at
              + ENTRY_SIZE
              + nameSize
              + (bytes.getShort(at + 30) & 0xffff)
              + (bytes.getShort(at + 32) & 0xffff);
      require(next <= end, "directory");
      byte[] name = new byte[nameSize];
      bytes.get(at + ENTRY_SIZE, name);
      byte[] content = content(bytes, at, left, limit);
      left -= content.length;
      archive.members.put(new String(name, StandardCharsets.UTF_8), content);
      at = next;
    }
    return archive;
  }

  private static int end(ByteBuffer bytes) throws Unreadable {
    int last = bytes.limit() - END_SIZE;
    for (int i = last; i >= 0 && i >= last - 0xffff; i--) {
      if (bytes.getInt(i) == END) {
        return i;
      }
    }
    throw new Unreadable("File is not a zip file");
  }

  private static byte[] content(ByteBuffer bytes, int entry, long left, int limit)
      throws Unreadable {
    int method = bytes.getShort(entry + 10);
    int packedSize = bytes.getInt(entry + 20);
    int size = bytes.getInt(entry + 24);
    int local = bytes.getInt(entry + 42);
    require((bytes.getShort(entry + 8) & 1) == 0, "encrypted member");
    require(
        local >= 0 && local <= bytes.limit() - LOCAL_SIZE && bytes.getInt(local) == LOCAL,
        "member");
    long from =
        (long) local
            + LOCAL_SIZE
            + (bytes.getShort(local + 26) & 0xffff)
            + (bytes.getShort(local + 28) & 0xffff);
    require(packedSize >= 0 && size >= 0 && from + packedSize <= bytes.limit(), "member");
    if (size > left) {
      throw Limits.tooLarge(limit);
    }
    byte[] packed = new byte[packedSize];
    bytes.get((int) from, packed);
    byte[] content = unpack(method, packed, size);
    CRC32 sum = new CRC32();
    sum.update(content);
    require((int) sum.getValue() == bytes.getInt(entry + 16), "checksum");
    return content;
  }

  private static byte[] unpack(int method, byte[] packed, int size) throws Unreadable {
    if (method == ZipEntry.STORED) {
      require(packed.length == size, "member");
      return packed;
    }
    require(method == ZipEntry.DEFLATED, "compression " + method);
    Inflater inflater = new Inflater(true);
    try {
      // Not the size that the directory claims, before it is known to be true.
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(size, 8 * packed.length + 64));
      byte[] piece = new byte[8192];
      inflater.setInput(packed);
      while (!inflater.finished() && out.size() <= size) {
        int read = inflater.inflate(piece);
        require(read > 0 || inflater.finished(), "member");
        out.write(piece, 0, read);
      }
      require(out.size() == size, "member");
      return out.toByteArray();
    } catch (DataFormatException damaged) {
      throw new Unreadable("Bad zip file: member");
    } finally {
      inflater.end();
    }
  }

  private static void require(boolean good, String part) throws Unreadable {
    if (!good) {
      throw new Unreadable("Bad zip file: " + part);
    }
  }

  /** Returns the members by name. */
  Map<String, byte[]> members() {
    return members;
  }

  /** Returns the hash of the names and contents, however they are packed. */
  String hash() {
    return CacheHash.ofZip(members);
  }

  /** Returns the members as a zip. */
  Blob toBlob() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey());
        // The earliest that a zip can say: equal members make equal bytes.
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        out.putNextEntry(entry);
        out.write(member.getValue());
        out.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Blob.wrap(bytes.toByteArray());
  }
}
