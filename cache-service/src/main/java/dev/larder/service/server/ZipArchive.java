package dev.larder.service.server;

import dev.larder.service.CacheHash;
import dev.larder.service.zip.LargeZipException;
import dev.larder.service.zip.UnreadableZipException;
import dev.larder.service.zip.ZipMembers;
import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The members of a zip by name, in the order of its directory. Of members with one name the last
 * counts. Not thread-safe.
 */
final class ZipArchive {

  private final Map<String, byte[]> members;

  private ZipArchive(Map<String, byte[]> members) {
    this.members = members;
  }

  /** Returns a zip without members. */
  ZipArchive() {
    this(new LinkedHashMap<>());
  }

  /**
   * Reads a zip.
   *
   * @param limit the most bytes that all members may unpack to
   * @throws UnreadableZipException if the bytes are no zip, are damaged, or use what is not
   *     understood here
   * @throws Failure 413 if the members unpack to more
   */
  static ZipArchive read(Blob zip, int limit) throws UnreadableZipException {
    try {
      return new ZipArchive(ZipMembers.read(zip, limit, ZipMembers.MOST));
    } catch (LargeZipException large) {
      throw Failure.text(413, "The zip " + large.what());
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
