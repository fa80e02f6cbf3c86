package dev.larder.disk;

/**
 * What a bound on files means for segments: they take no more than half of it, so that the other
 * half is for large values. So segments get longer the more there is in them, and those that are
 * short are put together; and what does not fit into as many of the longest there can be is too
 * much.
 *
 * <p>A segment is made as long as it would have to be if a fourth of those that there may be held
 * all that is alive. So fewer than half of them are more than half full of that, and any two others
 * can be made one, but for those that are being appended to: two in each process that writes.
 *
 * @param maxFiles most files for segments and large values
 * @param longest how long a segment may get at the most
 */
record FileBound(long maxFiles, long longest) {

  static FileBound of(DiskStorageConfig config) {
    return new FileBound(config.maxFiles().orElse(Long.MAX_VALUE), config.longestSegment());
  }

  /** Returns how many segments there may be. */
  long maxSegments() {
    return maxFiles / 2;
  }

  /** Returns how many segments are so many that it is time to put short ones together. */
  long manySegments() {
    return maxSegments() - maxSegments() / 4;
  }

  /** Returns how many large values there may be beside so many segments. */
  long maxLarge(int segments) {
    return maxFiles - Math.min(segments, maxSegments());
  }

  /** Returns how many large values more than there are too many of may go with them. */
  long spare() {
    return maxFiles / 32;
  }

  /**
   * Returns how long a segment has to be, so that there are not too many.
   *
   * @param live what the records of living entries take
   */
  long segmentSize(long live) {
    return Math.min(longest, live / (maxSegments() / 4));
  }

  /** Returns how much the records of living entries may take. */
  long maxLive() {
    long segments = maxSegments() / 4;
    return segments > Long.MAX_VALUE / longest ? Long.MAX_VALUE : segments * longest;
  }
}
