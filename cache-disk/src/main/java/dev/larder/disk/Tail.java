package dev.larder.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The segment that grows: gathers records, writes many of them with one call, and publishes them
 * once they are on the medium. For one thread at a time.
 */
final class Tail implements Closeable {

  private static final int GATHERED = 64 << 10;

  /**
   * How far ahead of the records the file is filled with zeros when they are synced: to bring bytes
   * to blocks that the file has already takes the file system no note of its own.
   */
  private static final int AHEAD = 256 << 10;

  /** How often to look, where nothing is synced, whether the file is there. */
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

  private static final byte[] ZEROS = new byte[64 << 10];

  final Segment segment;
  private final Medium.OpenFile file;
  private final long capacity;
  private final byte[] gathered = new byte[GATHERED];
  private int count;
  private long written = Segment.HEAD;
  private long zeroed;
  private long published = Segment.HEAD;
  private long looked;
  private boolean broken;

  Tail(Segment segment, Medium.OpenFile file, long capacity) {
    this.segment = segment;
    this.file = file;
    this.capacity = capacity;
    this.looked = System.nanoTime();
  }

  boolean hasRoom(int length) {
    return !broken && written + count + length <= capacity;
  }

  /** Returns the length up to which everybody may read. */
  long published() {
    return published;
  }

  /** Takes a record; it must have {@linkplain #hasRoom room}. */
  void add(RecordBytes record) throws IOException {
    int length = record.bytes.length;
    record.place(segment.number, (int) (written + count));
    if (length > GATHERED - count) {
      flush();
    }
    if (length > GATHERED) {
      write(record.bytes, length);
    } else {
      System.arraycopy(record.bytes, 0, gathered, count, length);
      count += length;
    }
  }

  private void flush() throws IOException {
    if (count > 0) {
      write(gathered, count);
      count = 0;
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    file.write(written, bytes, length);
    written += length;
  }

  /** Writes what was gathered. */
  void write(boolean synced) throws IOException {
    if (synced) {
      fillAhead();
    }
    flush();
  }

  private void fillAhead() {
    long end = written + count;
    if (end <= zeroed || count > AHEAD / 4) {
      return;
    }
    zeroed = Math.min(written + AHEAD, capacity);
    try {
      for (long at = written; at < zeroed; at += ZEROS.length) {
        file.write(at, ZEROS, (int) Math.min(ZEROS.length, zeroed - at));
      }
    } catch (IOException unimportant) {
      // Whether there is room for the records themselves is seen when they are written.
    }
  }

  /** Brings what was written to the medium. */
  void force() throws IOException {
    try {
      file.force();
    } catch (IOException failure) {
      broken = true;
      throw new IOException("sync of " + segment.file + " failed", failure);
    }
  }

  /** Returns whether it is time to look whether the file is still where it was made. */
  boolean isLookDue(boolean synced) {
    return synced || System.nanoTime() - looked > LOOK_EVERY;
  }

  /** Says that it was there. */
  void looked() {
    looked = System.nanoTime();
  }

  /** Lets everybody read what was written. */
  void publish() {
    segment.publish(written);
    published = written;
  }

  /** Returns whether records were taken that are not published. */
  boolean isBehind() {
    return written + count > published;
  }

  /**
   * Gives up what was not published: no later reader may come upon it, after a power cut neither.
   * After a failed sync nobody knows what is on the medium, so nothing more is appended there.
   */
  void cutBack(boolean synced) {
    count = 0;
    written = published;
    zeroed = 0;
    boolean wasBroken = broken;
    // Unless all of this is done.
    broken = true;
    try {
      file.resize(published);
      if (!wasBroken) {
        file.resize(capacity);
      }
      if (synced) {
        // What is cut off may have been synced: a look where the segment is comes after that.
        file.force();
      }
      broken = wasBroken;
    } catch (IOException failure) {
      // The next record goes to another segment.
    }
  }

  /** Says that nothing more will be appended, and gives back the room behind the last record. */
  void seal() throws IOException {
    segment.publish(published | Segment.SEALED);
    file.resize(published);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
