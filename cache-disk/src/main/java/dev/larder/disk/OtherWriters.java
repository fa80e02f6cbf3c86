package dev.larder.disk;

/**
 * Tells whether other processes write while this one does not. Then compaction is left to them: a
 * process that only reads is not to work for them. For a while: those that write now and then, and
 * end soon, may never get to it. Not thread-safe.
 */
final class OtherWriters {

  /** How many times in a row compaction is left to them. */
  static final int PATIENCE = 10;

  private long version;
  private long own;
  private int left;

  /**
   * @param version the last version that was given
   * @param own how many records this process has written
   */
  OtherWriters(long version, long own) {
    this.version = version;
    this.own = own;
  }

  /** Returns whether compaction is left to others this time; told what the constructor is. */
  boolean areToCompact(long versionNow, long ownNow) {
    boolean othersWrite = versionNow != version && ownNow == own;
    version = versionNow;
    own = ownNow;
    left = othersWrite && left < PATIENCE ? left + 1 : 0;
    return left > 0;
  }
}
