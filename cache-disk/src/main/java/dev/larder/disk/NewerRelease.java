package dev.larder.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Looks whether a newer release wrote a directory in which the file that says so is missing or
 * damaged: nothing in there must be taken for damage, and removed.
 */
final class NewerRelease {

  private static final int VERSION_AT = 8;

  private final Medium medium;

  private NewerRelease(Medium medium) {
    this.medium = medium;
  }

  /** Refuses the directory if a segment or a large value is of a newer release; changes nothing. */
  static void refuse(Medium medium, Layout layout) throws IOException {
    for (Path file : Opening.segmentFiles(medium.list(layout.segments()))) {
      // Which looks at the head.
      Segment.map(medium, file, Layout.segmentNumber(file));
    }
    NewerRelease look = new NewerRelease(medium);
    for (Path file : Leftovers.largeFiles(medium, layout)) {
      look.refuseLarge(file);
    }
  }

  private void refuseLarge(Path file) throws IOException {
    if (medium.isForeign(file)) {
      return;
    }
    byte[] bytes = new byte[LargeFiles.HEAD];
    try (Medium.OpenFile open = medium.openReadOnly(file)) {
      open.read(0, bytes);
      ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      boolean named =
          head.getLong(0) == LargeFiles.MAGIC
              && head.getLong(LargeFiles.ID_AT) == Layout.largeId(file);
      if (named && head.getInt(VERSION_AT) > StoreFormat.VERSION && !hasFoot(open, file)) {
        StoreFormat.refuseNewer(file, head.getInt(VERSION_AT));
      }
    }
  }

  /** Returns whether the file ends as it does in this version: its head is damaged, then. */
  private static boolean hasFoot(Medium.OpenFile open, Path file) throws IOException {
    long size = open.size() - LargeFiles.HEAD - LargeFiles.FOOT;
    byte[] bytes = new byte[LargeFiles.FOOT];
    if (size < 0 || open.read(LargeFiles.HEAD + size, bytes) < bytes.length) {
      return false;
    }
    int crc = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(16);
    LargeRef value = new LargeRef(Layout.largeId(file), size, crc);
    return Arrays.equals(bytes, LargeFiles.foot(value));
  }
}
