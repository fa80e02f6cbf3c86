package dev.larder.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The file {@code control}, which all processes map and change with atomic instructions: what they
 * must agree on from one moment to the next. Nothing in it outlives the last process but the clock
 * and the numbers that must not be given twice.
 *
 * <pre>
 *    0 u64 {@link #MAGIC}           64 u64 last version given
 *  128 u64 publications           192 u64 number of the next segment
 *  200 u64 segments removed
 *  256 u64 boot (hash of its id)   264 u64 wall clock at the anchor, ms   272 u64 ticks there, ns
 *  280 u64 check of the anchor         288 u64 the last time that was noted, with its check
 *  296 u64 the time when that was brought to the medium, ms
 * 1024 + 8 i            u64 last version given when the process in slot i opened the store
 * 4096 + 64 i           u64 lock of stripe i: 0, or slot + 1 of who holds it
 * 4096 + 64 i + 8 + 8 j   u64 the last change of a key of part j of the stripe, j from 0 to 6
 * </pre>
 */
final class Control {

  static final long MAGIC = 0x314C_5254_4E43_4C44L;
  static final int SIZE = 4096 + 64 * (KeyBytes.STRIPES + 1);

  /** The lock behind those of the stripes, for making a segment. */
  static final int ROLL = KeyBytes.STRIPES;

  /** More would not fit into a record; a number above it is damage. */
  private static final long MOST_VERSIONS = 1L << 47;

  private static final int VERSION = 64;
  private static final int PUBLICATIONS = 128;
  private static final int NEXT_SEGMENT = 192;
  private static final int REMOVALS = 200;
  static final int BOOT = 256;
  static final int ANCHOR_WALL = 264;
  static final int ANCHOR_TICKS = 272;
  static final int ANCHOR_CHECK = 280;
  static final int LAST_TIME = 288;
  private static final int SYNCED_TIME = 296;
  private static final int OPENED_AT = 1024;
  private static final int LOCKS = 4096;

  /** A time has so many bits, until the year 2109; the others of its word are its check. */
  private static final int TIME_BITS = 42;

  /** How often the time is brought to the medium, in milliseconds. */
  private static final long SYNCED_EVERY = TimeUnit.MINUTES.toMillis(1);

  /** Into how many parts a stripe is divided: their changes fill the line that its lock is in. */
  private static final int PARTS = 7;

  private static final long CHANGING = Long.MAX_VALUE;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final MappedByteBuffer mapped;

  /** The same, by the one type that access to it is fast with. */
  private final ByteBuffer bytes;

  private Control(MappedByteBuffer mapped) {
    this.mapped = mapped;
    this.bytes = mapped;
  }

  /** Maps the file, after making it as long as it must be: no page may be a hole. */
  static Control open(Medium medium, Path file) throws IOException {
    try (Medium.OpenFile open = medium.open(file)) {
      long size = open.size();
      if (size < SIZE) {
        open.write(size, new byte[(int) (SIZE - size)], (int) (SIZE - size));
      }
    }
    return new Control(medium.map(file, SIZE, true));
  }

  boolean isValid() {
    return get(0) == MAGIC
        && isBetween(get(NEXT_SEGMENT), 1, Integer.MAX_VALUE)
        && isBetween(get(VERSION), 1, MOST_VERSIONS);
  }

  private static boolean isBetween(long value, long least, long most) {
    return value >= least && value <= most;
  }

  /** Returns the last time that was noted; 0 if there is none to be trusted. */
  long lastTime() {
    return time(get(LAST_TIME));
  }

  /** Returns the time in a word that has the right check, else 0. */
  private static long time(long word) {
    long time = word & ((1L << TIME_BITS) - 1);
    return checked(time) == word ? time : 0;
  }

  private static long checked(long time) {
    return time | (time * 0x9E37_79B9_7F4A_7C15L) >>> TIME_BITS << TIME_BITS;
  }

  /** Notes a time, unless a later one was noted; by any number of processes at a time. */
  void noteTime(long now) {
    long known = get(LAST_TIME);
    while (time(known) < now && now >>> TIME_BITS == 0) {
      known = (long) LONGS.compareAndExchange(bytes, LAST_TIME, known, checked(now));
    }
  }

  /**
   * Brings the time that was noted to the medium, if no process has done so for a minute.
   *
   * @throws UncheckedIOException if that fails
   */
  void syncTime(long now) {
    long synced = get(SYNCED_TIME);
    boolean due = now < synced || now - synced >= SYNCED_EVERY;
    if (due && LONGS.compareAndSet(bytes, SYNCED_TIME, synced, now)) {
      mapped.force(LAST_TIME, Long.BYTES);
    }
  }

  /** Begins anew, with all locks free; only while no other process has the store open. */
  void reset(long lastVersion, long nextSegment) {
    for (int word = LOCKS; word < SIZE; word += Long.BYTES) {
      set(word, 0);
    }
    set(VERSION, lastVersion);
    set(NEXT_SEGMENT, nextSegment);
    set(0, MAGIC);
  }

  long lastVersion() {
    return get(VERSION);
  }

  /** Notes that a process has opened the store; before it takes a version. */
  void noteOpened(int slot) {
    set(OPENED_AT + 8 * slot, lastVersion());
  }

  /** Returns whether that version was taken after the process in that slot opened the store. */
  boolean isSinceOpened(int slot, long version) {
    return version > get(OPENED_AT + 8 * slot);
  }

  long nextVersion() {
    return (long) LONGS.getAndAdd(bytes, VERSION, 1L) + 1;
  }

  long publications() {
    return (long) LONGS.getAcquire(bytes, PUBLICATIONS);
  }

  /** Counts a publication and returns the count before. */
  long countPublication() {
    return (long) LONGS.getAndAdd(bytes, PUBLICATIONS, 1L);
  }

  /**
   * Returns a count of publications that all changes of the key that have returned are among; more
   * than any if one is being made. So whoever has taken in as many knows the key.
   */
  long lastChange(KeyBytes key) {
    return (long) LONGS.getAcquire(bytes, part(key));
  }

  /** Has whoever asks for a key look at all publications; under the lock of its stripe. */
  void beginChange(KeyBytes key) {
    set(part(key), CHANGING);
  }

  /** Notes that a change of the key was published or given up; under the lock of its stripe. */
  void endChange(KeyBytes key) {
    set(part(key), publications());
  }

  private static int part(KeyBytes key) {
    return LOCKS + 64 * key.stripe + 8 + 8 * (key.hash % PARTS);
  }

  /** Returns how many segments were removed; a count for comparison only. */
  long removals() {
    return get(REMOVALS);
  }

  void countRemoval() {
    LONGS.getAndAdd(bytes, REMOVALS, 1L);
  }

  long nextSegment() {
    return get(NEXT_SEGMENT);
  }

  void nextSegment(long number) {
    set(NEXT_SEGMENT, number);
  }

  long get(int at) {
    return (long) LONGS.getVolatile(bytes, at);
  }

  void set(int at, long value) {
    LONGS.setVolatile(bytes, at, value);
  }

  long owner(int lock) {
    return get(LOCKS + 64 * lock);
  }

  boolean changeOwner(int lock, long from, long to) {
    return LONGS.compareAndSet(bytes, LOCKS + 64 * lock, from, to);
  }
}
