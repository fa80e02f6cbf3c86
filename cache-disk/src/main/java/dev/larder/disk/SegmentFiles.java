package dev.larder.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32C;

/** Makes the files that segments are in, and ends them. */
final class SegmentFiles {

  private static final long SMALLEST = 4 << 20;

  private final Medium medium;
  private final Layout layout;
  private final Control control;
  private final KeyLocks locks;
  private final Publications publications;
  private final StoreFormat format;
  private final Hints hints;
  private final int slot;
  private final long segmentSize;
  private final FileBound bound;
  private final Home home;

  SegmentFiles(Opened store, KeyLocks locks, Publications publications, DiskStorageConfig config) {
    this.medium = store.medium();
    this.layout = store.layout();
    this.control = store.control();
    this.format = store.format();
    this.hints = store.hints();
    this.slot = store.process().slot();
    this.locks = locks;
    this.publications = publications;
    this.segmentSize = config.segmentSize();
    this.bound = FileBound.of(config);
    this.home = store.home();
  }

  /**
   * Makes a segment.
   *
   * @param length that of a record it must have room for
   * @param synced whether it is on the medium when this returns
   */
  Tail create(int length, boolean synced) throws IOException {
    home.require();
    locks.lock(Control.ROLL);
    try {
      int number = Math.toIntExact(control.nextSegment());
      while (medium.exists(layout.segment(number))) {
        // Made by a process that died before it could count.
        number++;
      }
      Tail tail = create(number, Math.max(capacity(), (long) Segment.HEAD + length), synced);
      publications.addOwn(tail.segment);
      // Last: whoever sees the number can open the file.
      control.nextSegment(number + 1L);
      return tail;
    } finally {
      locks.unlock(Control.ROLL);
    }
  }

  /**
   * Fails if a segment is not where it was made: the directory was removed or moved, and nobody
   * would find what is written there.
   *
   * <p>That it is the same file follows from the store being the same. To ask the file itself would
   * cost a third more for each sync: Linux gives a file whose times somebody has looked at a new
   * time with the next write, and has to bring that to the medium as well.
   */
  void requireThere(Segment segment) throws IOException {
    home.require();
    if (!medium.exists(segment.file)) {
      throw new NoSuchFileException(String.valueOf(segment.file));
    }
  }

  /**
   * Returns how long a segment may get: no more than a fraction of what is there to be kept, unless
   * that makes too many.
   */
  private long capacity() {
    long live = publications.liveBytes();
    long wanted = Math.min(segmentSize, Math.max(SMALLEST, live / 8));
    return Math.max(wanted, bound.segmentSize(live));
  }

  private Tail create(int number, long capacity, boolean synced) throws IOException {
    Path file = layout.segment(number);
    Medium.OpenFile open = medium.open(file);
    boolean done = false;
    try {
      byte[] head = head(number, format, slot);
      open.write(0, head, head.length);
      // The rest is a hole: a mapping can reach it before there is anything to read.
      open.resize(capacity);
      if (synced) {
        open.force();
        medium.syncDirectory(layout.segments());
      }
      Segment segment = new Segment(medium, file, number, medium.map(file, capacity, true));
      Tail tail = new Tail(segment, open, capacity);
      done = true;
      return tail;
    } finally {
      if (!done) {
        open.close();
        medium.delete(file);
      }
    }
  }

  /** Returns the beginning of a segment in which nothing is published yet. */
  static byte[] head(int number, StoreFormat format, int slot) {
    ByteBuffer head = ByteBuffer.allocate(Segment.HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(Segment.MAGIC).putInt(StoreFormat.VERSION).putInt(number);
    head.putLong(format.idHigh()).putLong(format.idLow()).putInt(slot);
    CRC32C crc = new CRC32C();
    crc.update(head.array(), 0, head.position());
    head.putInt((int) crc.getValue());
    head.putLong(Segment.ID_AT, ThreadLocalRandom.current().nextLong());
    head.putLong(Segment.PUBLISHED_AT, Segment.HEAD);
    return head.array();
  }

  /**
   * Says that nothing more will be appended, and gives back the room behind the last record.
   *
   * @param synced whether all that is published was synced before
   */
  void seal(Tail tail, boolean synced) throws IOException {
    try (tail) {
      tail.seal();
    }
    tail.segment.durable = synced;
    hints.later(tail.segment);
  }
}
