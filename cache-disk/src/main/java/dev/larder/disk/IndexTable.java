package dev.larder.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongPredicate;

/**
 * One stripe of the index: open addressing in arrays, 17 bytes for each place, no objects.
 *
 * <p>A {@linkplain Place place} says where a record is. Keys are compared in the record, which the
 * caller does. Readers take no lock; they look again if a writer was there meanwhile.
 */
final class IndexTable {

  private static final int SMALLEST = 8;
  private static final int MANY = 255;

  private final StampedLock lock = new StampedLock();
  private int[] hashes = new int[SMALLEST];
  private long[] places = new long[SMALLEST];
  private int[] used = new int[SMALLEST];
  private byte[] copies = new byte[SMALLEST];
  private int size;

  /** The arrays at one moment; what is in them changes under a reader, which the stamp tells. */
  private static final class Look {
    final int[] hashes;
    final long[] places;
    final int[] used;

    Look(int[] hashes, long[] places, int[] used) {
      this.hashes = hashes;
      this.places = places;
      this.used = used;
    }
  }

  /** Returns the place with that hash for which the test holds, or {@link Place#NONE}. */
  long find(int hash, int tick, LongPredicate isKey) {
    while (true) {
      long stamp = lock.tryOptimisticRead();
      if (stamp == 0) {
        stamp = lock.readLock();
        lock.unlockRead(stamp);
        continue;
      }
      Look look = new Look(hashes, places, used);
      if (!lock.validate(stamp)) {
        continue;
      }
      long found = probe(look, stamp, hash, tick, isKey);
      if (found != Place.AGAIN) {
        return found;
      }
    }
  }

  private long probe(Look look, long stamp, int hash, int tick, LongPredicate isKey) {
    int mask = look.places.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      long place = look.places[i];
      int placeHash = look.hashes[i];
      if (!lock.validate(stamp)) {
        return Place.AGAIN;
      }
      if (place == Place.NONE) {
        return Place.NONE;
      }
      if (placeHash == hash && isKey.test(place)) {
        // May mark another entry that moved here just now, which is of no consequence.
        if (tick != 0 && look.used[i] != tick) {
          look.used[i] = tick;
        }
        return place;
      }
    }
  }

  /** Makes room for so many more places at once. Only while nobody else has the table. */
  void reserve(int more) {
    int capacity = places.length;
    while (4L * (size + more) > 3L * capacity) {
      capacity *= 2;
    }
    if (capacity > places.length) {
      grow(capacity);
    }
  }

  /**
   * Puts a place for which there is {@linkplain #reserve room}, if none with that hash is there.
   * Only while nobody else has the table.
   *
   * @return false if there is one, which may be of the same key or not
   */
  boolean putFirst(int hash, long place, int tick, int older) {
    int mask = places.length - 1;
    int i = hash & mask;
    for (; places[i] != Place.NONE; i = (i + 1) & mask) {
      if (hashes[i] == hash) {
        return false;
      }
    }
    hashes[i] = hash;
    places[i] = place;
    used[i] = tick;
    copies[i] = (byte) older;
    size++;
    return true;
  }

  /** Puts the place in place of the one it replaces, or as a new one if that is {@code NONE}. */
  void put(int hash, long replaced, long place, int tick) {
    long stamp = lock.writeLock();
    try {
      if (replaced == Place.NONE) {
        if (4 * (size + 1) > 3 * places.length) {
          grow(2 * places.length);
        }
        copies[insert(hash, place, tick)] = 0;
        size++;
      } else {
        int i = position(hash, replaced);
        places[i] = place;
        used[i] = tick;
        countCopy(i, 1);
      }
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Puts a place in place of another if that is still there; its use is not changed. */
  boolean replace(int hash, long replaced, long place) {
    long stamp = lock.writeLock();
    try {
      int i = position(hash, replaced);
      if (i >= 0) {
        places[i] = place;
      }
      return i >= 0;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private void countCopy(int i, int more) {
    int count = copies[i] & 0xff;
    // Once it is full nobody knows how many there are: it stays full.
    if (count < MANY && count + more >= 0) {
      copies[i] = (byte) Math.min(MANY, count + more);
    }
  }

  /** Counts older records of the key of that place, more or fewer. */
  void countCopy(int hash, long place, int more) {
    long stamp = lock.writeLock();
    try {
      countCopy(position(hash, place), more);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Returns when the place was used; 0 if it is not there. */
  int used(int hash, long place) {
    long stamp = lock.readLock();
    try {
      int i = position(hash, place);
      return i >= 0 ? used[i] : 0;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Returns whether segments hold older records of the key of that place. */
  boolean hasCopies(int hash, long place) {
    long stamp = lock.readLock();
    try {
      int i = position(hash, place);
      return i >= 0 && copies[i] != 0;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Removes the place if it is still there. */
  boolean remove(int hash, long place) {
    long stamp = lock.writeLock();
    try {
      int hole = position(hash, place);
      if (hole < 0) {
        return false;
      }
      close(hole);
      size--;
      return true;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Removes all places for which the test holds, and returns how many they were. */
  int removeIf(LongPredicate test) {
    long stamp = lock.writeLock();
    try {
      int before = size;
      for (int i = 0; i < places.length; ) {
        if (places[i] != Place.NONE && test.test(places[i])) {
          // May bring another place here, which is looked at next.
          close(i);
          size--;
        } else {
          i++;
        }
      }
      return before - size;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private void close(int from) {
    int mask = places.length - 1;
    int hole = from;
    for (int i = (hole + 1) & mask; places[i] != Place.NONE; i = (i + 1) & mask) {
      int home = hashes[i] & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        hashes[hole] = hashes[i];
        places[hole] = places[i];
        used[hole] = used[i];
        copies[hole] = copies[i];
        hole = i;
      }
    }
    places[hole] = Place.NONE;
  }

  private int position(int hash, long place) {
    int mask = places.length - 1;
    for (int i = hash & mask; places[i] != Place.NONE; i = (i + 1) & mask) {
      if (places[i] == place) {
        return i;
      }
    }
    return -1;
  }

  private int insert(int hash, long place, int tick) {
    int mask = places.length - 1;
    int i = hash & mask;
    while (places[i] != Place.NONE) {
      i = (i + 1) & mask;
    }
    hashes[i] = hash;
    places[i] = place;
    used[i] = tick;
    return i;
  }

  private void grow(int capacity) {
    int[] oldHashes = hashes;
    long[] oldPlaces = places;
    int[] oldUsed = used;
    byte[] oldCopies = copies;
    // Made before any is assigned: without memory for one of them all stay as they are.
    int[] moreHashes = new int[capacity];
    long[] morePlaces = new long[capacity];
    int[] moreUsed = new int[capacity];
    byte[] moreCopies = new byte[capacity];
    hashes = moreHashes;
    places = morePlaces;
    used = moreUsed;
    copies = moreCopies;
    for (int i = 0; i < oldPlaces.length; i++) {
      if (oldPlaces[i] != Place.NONE) {
        copies[insert(oldHashes[i], oldPlaces[i], oldUsed[i])] = oldCopies[i];
      }
    }
  }

  /** Returns all places at one moment. */
  long[] places() {
    long stamp = lock.readLock();
    try {
      long[] all = new long[size];
      int count = 0;
      for (long place : places) {
        if (place != Place.NONE) {
          all[count++] = place;
        }
      }
      return all;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** A live place and when it was used. */
  record Sample(long place, int used) {}

  /** Returns the next few live places from somewhere on. */
  List<Sample> sample(int from, int most) {
    long stamp = lock.readLock();
    try {
      List<Sample> samples = new ArrayList<>(most);
      for (int i = 0; i < places.length && samples.size() < most; i++) {
        int at = (from + i) & (places.length - 1);
        if (places[at] != Place.NONE && !Place.isGone(places[at])) {
          samples.add(new Sample(places[at], used[at]));
        }
      }
      return samples;
    } finally {
      lock.unlockRead(stamp);
    }
  }
}
