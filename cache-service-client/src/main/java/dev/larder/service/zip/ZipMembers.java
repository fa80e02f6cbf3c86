package dev.larder.service.zip;

import dev.larder.storage.Blob;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads zips by their directory, as Python does, which the original is written in: what else lies
 * in the file does not count, be it before the zip or between its members.
 */
public final class ZipMembers {

  /** A zip can have no more without an extension, which the service does not write. */
  public static final int MOST = 65_535;

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;

  private final ByteBuffer bytes;
  private final long mostUnpacked;
  private final int mostMembers;

  private ZipMembers(ByteBuffer bytes, long mostUnpacked, int mostMembers) {
    this.bytes = bytes;
    this.mostUnpacked = mostUnpacked;
    this.mostMembers = mostMembers;
  }

  /**
   * Returns the contents of the members by their names, in the order of the directory. Of members
   * with one name the last counts.
   *
   * @param mostUnpacked the most bytes that all members may have; more are not unpacked
   * @throws UnreadableZipException if the bytes are no zip, are damaged, have members that share
   *     bytes, or use what is not understood here: encryption, parts, the extension for 4 GiB, and
   *     all compression but {@code deflate}
   * @throws LargeZipException if there are more members, or more in them
   */
  public static Map<String, byte[]> read(Blob zip, long mostUnpacked, int mostMembers)
      throws UnreadableZipException, LargeZipException {
    ByteBuffer bytes = zip.buffer().order(ByteOrder.LITTLE_ENDIAN);
    return new ZipMembers(bytes, mostUnpacked, mostMembers).read();
  }

  private Map<String, byte[]> read() throws UnreadableZipException, LargeZipException {
    List<ZipMember> members = directory();
    requireApart(members);
    Map<String, byte[]> contents = new LinkedHashMap<>();
    long left = mostUnpacked;
    for (ZipMember member : members) {
      if (member.size() > left) {
        throw new LargeZipException("unpacks to more than " + mostUnpacked + " bytes");
      }
      left -= member.size();
      contents.put(member.name(), member.content(bytes));
    }
    return contents;
  }

  private List<ZipMember> directory() throws UnreadableZipException, LargeZipException {
    int end = end();
    long size = bytes.getInt(end + 12) & 0xffffffffL;
    // What was put before the zip moves everything in it.
    long prefix = end - size - (bytes.getInt(end + 16) & 0xffffffffL);
    long at = end - size;
    ZipMember.require(prefix >= 0, "directory");
    List<ZipMember> members = new ArrayList<>();
    while (at < end) {
      if (members.size() == mostMembers) {
        throw new LargeZipException("has more than " + mostMembers + " members");
      }
      ZipMember.require(at + ZipMember.SIZE <= end, "directory");
      ZipMember member = ZipMember.at(bytes, (int) at, end, prefix);
      members.add(member.at(data(member, end - size)));
      at = member.next();
    }
    return members;
  }

  private int end() throws UnreadableZipException {
    int last = bytes.limit() - END_SIZE;
    for (int i = last; i >= 0 && i >= last - 0xffff; i--) {
      if (bytes.getInt(i) == END) {
        return i;
      }
    }
    throw new UnreadableZipException("File is not a zip file");
  }

  /** Returns where the content begins: the header before it has fields of its own. */
  private long data(ZipMember member, long directory) throws UnreadableZipException {
    long header = member.header();
    ZipMember.require(header + LOCAL_SIZE <= directory, "member");
    int at = (int) header;
    ZipMember.require(bytes.getInt(at) == LOCAL, "member");
    long data =
        header
            + LOCAL_SIZE
            + (bytes.getShort(at + 26) & 0xffff)
            + (bytes.getShort(at + 28) & 0xffff);
    ZipMember.require(data + member.packed() <= directory, "member");
    return data;
  }

  /** So that no byte is unpacked twice: a few would keep a processor busy for long. */
  private static void requireApart(List<ZipMember> members) throws UnreadableZipException {
    List<ZipMember> sorted = new ArrayList<>(members);
    sorted.sort(Comparator.comparingLong(ZipMember::header));
    for (int i = 1; i < sorted.size(); i++) {
      ZipMember before = sorted.get(i - 1);
      ZipMember.require(
          before.data() + before.packed() <= sorted.get(i).header(), "overlapping members");
    }
  }
}
