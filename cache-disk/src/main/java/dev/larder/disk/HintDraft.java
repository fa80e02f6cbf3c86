package dev.larder.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Makes the {@linkplain Hint hint} of a sealed segment, by reading it. The same segment always has
 * the same hint.
 */
final class HintDraft {

  private static final int MOST_OLDER = 255;

  private final Segment segment;
  private final int end;

  /** For each stripe its records, as hash and offset in one number, and how many they are. */
  private final long[][] found = new long[KeyBytes.STRIPES][0];

  private final int[] counts = new int[KeyBytes.STRIPES];

  private long room = Hint.HEAD + 4L;
  private long lastVersion;
  private long lastSavedAt;
  private long recordBytes;
  private int records;
  private int damaged;

  private HintDraft(Segment segment) {
    this.segment = segment;
    this.end = segment.published();
  }

  /**
   * Returns the bytes of the file.
   *
   * @param durable whether the segment was brought to the medium before it was sealed
   */
  static byte[] of(Segment segment, StoreFormat store, boolean durable) {
    HintDraft draft = new HintDraft(segment);
    draft.read();
    return draft.write(store, durable);
  }

  private void read() {
    int at = Segment.HEAD;
    while (at < end) {
      StoredRecord record = segment.record(at);
      if (record == null) {
        damaged++;
        at = Publications.next(segment, at + 1, end);
      } else {
        take(record);
        at = record.end();
      }
    }
  }

  private void take(StoredRecord record) {
    lastVersion = Math.max(lastVersion, record.version());
    lastSavedAt = Math.max(lastSavedAt, record.savedAt());
    recordBytes += record.length();
    records++;
    room += Hint.LONGEST_ENTRY;
    long mixed = record.mixedKey();
    int stripe = KeyBytes.stripe(mixed);
    if (counts[stripe] == found[stripe].length) {
      found[stripe] = Arrays.copyOf(found[stripe], Math.max(16, counts[stripe] * 3 / 2));
    }
    found[stripe][counts[stripe]++] = ((long) KeyBytes.hash(mixed) << 32) | record.at;
  }

  private byte[] write(StoreFormat store, boolean durable) {
    ByteBuffer hint = ByteBuffer.allocate(Math.toIntExact(room)).order(ByteOrder.LITTLE_ENDIAN);
    hint.putLong(Hint.MAGIC).putInt(Hint.VERSION).putInt(segment.number);
    hint.putLong(store.idHigh()).putLong(store.idLow()).putLong(segment.id()).putLong(end);
    hint.putLong(lastVersion).putLong(lastSavedAt).putLong(recordBytes).putInt(records);
    hint.putInt(damaged).putInt(durable ? 1 : 0).putInt(0);
    hint.position(Hint.HEAD);
    for (int stripe = 0; stripe < KeyBytes.STRIPES; stripe++) {
      hint.putInt(Hint.COUNTS + 4 * stripe, writeStripe(stripe, hint));
    }
    CRC32C crc = new CRC32C();
    crc.update(hint.array(), 0, hint.position());
    hint.putInt((int) crc.getValue());
    return Arrays.copyOf(hint.array(), hint.position());
  }

  private int writeStripe(int stripe, ByteBuffer hint) {
    long[] all = found[stripe];
    int count = counts[stripe];
    Arrays.sort(all, 0, count);
    List<Newest> keys = new ArrayList<>(count);
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && all[to] >>> 32 == all[from] >>> 32) {
        to++;
      }
      choose(all, from, to, keys);
      from = to;
    }
    keys.sort(Comparator.comparingInt(key -> key.record.at));
    int before = 0;
    for (Newest key : keys) {
      write(key, before, hint);
      before = key.record.at;
    }
    found[stripe] = new long[0];
    return keys.size();
  }

  /** Adds what counts of each key among the records of one hash; mostly they are all of one key. */
  private void choose(long[] all, int from, int to, List<Newest> keys) {
    List<Newest> alike = new ArrayList<>(1);
    for (int i = from; i < to; i++) {
      StoredRecord record = segment.record((int) all[i]);
      if (record != null) {
        add(record, (int) (all[i] >>> 32), alike);
      }
    }
    keys.addAll(alike);
  }

  /** The record that counts of a key, and how many do not. */
  private static final class Newest {
    final int hash;
    StoredRecord record;
    int older;

    Newest(StoredRecord record, int hash) {
      this.record = record;
      this.hash = hash;
    }
  }

  private static void add(StoredRecord record, int hash, List<Newest> keys) {
    for (Newest key : keys) {
      if (record.isOfKey(key.record)) {
        key.record = record.version() > key.record.version() ? record : key.record;
        key.older++;
        return;
      }
    }
    keys.add(new Newest(record, hash));
  }

  private static void write(Newest newest, int before, ByteBuffer hint) {
    StoredRecord record = newest.record;
    boolean older = newest.older > 0;
    int flags = (record.flags & ~StoredRecord.LABELS) | (older ? Hint.OLDER : 0);
    hint.put((byte) newest.hash);
    hint.putShort((short) (newest.hash >>> 8));
    putNumber(record.at - before, hint);
    putNumber((record.length() << Hint.FLAG_BITS) | flags, hint);
    if ((flags & StoredRecord.EXPIRES) != 0) {
      hint.putLong(record.expiresAt());
    }
    if (record.isLarge()) {
      hint.putLong(record.largeSize());
    }
    if (older) {
      hint.put((byte) Math.min(newest.older, MOST_OLDER));
    }
  }

  private static void putNumber(int number, ByteBuffer hint) {
    int left = number;
    for (; left >>> 7 != 0; left >>>= 7) {
      hint.put((byte) (left | 0x80));
    }
    hint.put((byte) left);
  }
}
