package dev.larder.disk;

/**
 * Counts what there is. All changes are made under the monitor of the index; who asks without it
 * sees what was {@linkplain #show shown} last.
 */
final class Tally {

  private long entries;
  private long bytes;
  private long files;
  private long live;
  private long stored;
  private volatile Totals shown = new Totals(0, 0, 0, 0, 0);

  /**
   * What there is.
   *
   * @param entries entries that are alive
   * @param bytes what they take, in records and files of their own
   * @param files files of large values that are alive
   * @param live what records of living entries take
   * @param stored what all records take
   */
  record Totals(long entries, long bytes, long files, long live, long stored) {}

  Totals shown() {
    return shown;
  }

  void add(int sign, StoredRecord record) {
    entries += sign;
    bytes += sign * record.weight();
    files += record.isLarge() ? sign : 0;
    live += (long) sign * record.length();
  }

  void add(int sign, Segment.Alive alive) {
    entries += sign * alive.entries;
    bytes += sign * alive.bytes;
    files += sign * alive.files;
    live += sign * alive.live.get();
  }

  /** Counts records, or with less than nothing records that are gone. */
  void store(long more) {
    stored += more;
  }

  /** Lets everybody see what was counted. */
  void show() {
    shown = new Totals(entries, bytes, files, live, stored);
  }
}
