package dev.larder.service.zip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;

/**
 * A member as the directory has it.
 *
 * @param method how it is packed
 * @param packed the bytes that it is packed in
 * @param size the bytes that it claims to unpack to
 * @param sum the checksum of these
 * @param header where the header before its content is
 * @param data where its content is; 0 before that is known
 * @param next where the next one is in the directory
 */
record ZipMember(
    String name, int method, long packed, long size, int sum, long header, long data, long next) {

  /** The bytes of an entry of the directory, without those of varying length. */
  static final int SIZE = 46;

  private static final int SIGNATURE = 0x02014b50;
  private static final int ENCRYPTED = 1;
  private static final int UTF_8_NAME = 1 << 11;

  /** What names are in that do not say that they are in UTF-8. */
  private static final Charset OLD_NAME = Charset.forName("IBM437");

  /** Returns the member at that place of the directory, which ends there. */
  static ZipMember at(ByteBuffer bytes, int at, int end, long prefix)
      throws UnreadableZipException {
    require(bytes.getInt(at) == SIGNATURE, "directory");
    int nameSize = bytes.getShort(at + 28) & 0xffff;
    long next =
        (long) at
            + SIZE
            + nameSize
            + (bytes.getShort(at + 30) & 0xffff)
            + (bytes.getShort(at + 32) & 0xffff);
    require(next <= end, "directory");
    int flags = bytes.getShort(at + 8);
    require((flags & ENCRYPTED) == 0, "encrypted member");
    return new ZipMember(
        name(bytes.slice(at + SIZE, nameSize), (flags & UTF_8_NAME) != 0),
        bytes.getShort(at + 10) & 0xffff,
        bytes.getInt(at + 20) & 0xffffffffL,
        bytes.getInt(at + 24) & 0xffffffffL,
        bytes.getInt(at + 16),
        prefix + (bytes.getInt(at + 42) & 0xffffffffL),
        0,
        next);
  }

  private static String name(ByteBuffer bytes, boolean utf8) throws UnreadableZipException {
    try {
      Charset charset = utf8 ? StandardCharsets.UTF_8 : OLD_NAME;
      String name = charset.newDecoder().decode(bytes).toString();
      int zero = name.indexOf('\0');
      // In UTF-8 it is longer, and must fit into a zip that is made of this one.
      require(utf8 || name.getBytes(StandardCharsets.UTF_8).length <= 0xffff, "name");
      return zero < 0 ? name : name.substring(0, zero);
    } catch (CharacterCodingException noName) {
      throw new UnreadableZipException("Bad zip file: name");
    }
  }

  ZipMember at(long place) {
    return new ZipMember(name, method, packed, size, sum, header, place, next);
  }

  /** Returns what it unpacks to. */
  byte[] content(ByteBuffer bytes) throws UnreadableZipException {
    ByteBuffer slice = bytes.slice((int) data, (int) packed);
    byte[] content = unpack(slice);
    CRC32 made = new CRC32();
    made.update(content);
    require((int) made.getValue() == sum, "checksum");
    return content;
  }

  private byte[] unpack(ByteBuffer slice) throws UnreadableZipException {
    if (method == ZipEntry.STORED) {
      require(packed == size, "member");
      byte[] content = new byte[slice.remaining()];
      slice.get(content);
      return content;
    }
    require(method == ZipEntry.DEFLATED, "compression " + method);
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(slice);
      return inflate(inflater);
    } catch (DataFormatException damaged) {
      throw new UnreadableZipException("Bad zip file: member");
    } finally {
      inflater.end();
    }
  }

  private byte[] inflate(Inflater inflater) throws DataFormatException, UnreadableZipException {
    // Not the size that the directory claims, before it is known to be true.
    ByteArrayOutputStream out =
        new ByteArrayOutputStream((int) Math.min(size, Math.min(8 * packed + 64, 1 << 20)));
    byte[] piece = new byte[8192];
    while (!inflater.finished() && out.size() <= size) {
      int read = inflater.inflate(piece);
      require(read > 0 || inflater.finished(), "member");
      out.write(piece, 0, read);
    }
    require(out.size() == size, "member");
    return out.toByteArray();
  }

  static void require(boolean good, String part) throws UnreadableZipException {
    if (!good) {
      throw new UnreadableZipException("Bad zip file: " + part);
    }
  }
}
