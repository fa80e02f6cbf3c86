package dev.larder.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongPredicate;

/**
 * One stripe of the index: open addressing in an array, no objects.
 *
 * <p>A {@linkplain Place place} says where a record is. Keys are compared in the record, which the
 * caller does. Readers take no lock; they look again if a writer was there meanwhile.
 */
final class IndexTable {

  private static final int SMALLEST = 8;

  private final StampedLock lock = new StampedLock();

  /** What is in them changes under a reader, which the stamp tells. */
  private IndexSlots slots = new IndexSlots(SMALLEST);

  private int size;

  /** Returns the place with that hash for which the test holds, or {@link Place#NONE}. */
  long find(int hash, int tick, LongPredicate isKey) {
    while (true) {
      long stamp = lock.tryOptimisticRead();
      if (stamp == 0) {
        stamp = lock.readLock();
        lock.unlockRead(stamp);
        continue;
      }
      long found = probe(slots, stamp, hash, tick, isKey);
      if (found != Place.AGAIN) {
        return found;
      }
    }
  }

  /** Returns a place that may have that hash, or not if a writer is there; or {@code NONE}. */
  long guess(int hash) {
    IndexSlots look = slots;
    for (int i = look.at(hash), end = i + SMALLEST; i < end; i++) {
      if (look.isFree(look.at(i)) || look.hash(look.at(i)) == hash) {
        return look.place(look.at(i));
      }
    }
    return Place.NONE;
  }

  private long probe(IndexSlots look, long stamp, int hash, int tick, LongPredicate isKey) {
    for (int i = look.at(hash); ; i = look.at(i + 1)) {
      long place = look.place(i);
      int placeHash = look.hash(i);
      if (!lock.validate(stamp)) {
        return Place.AGAIN;
      }
      if (place == Place.NONE) {
        return Place.NONE;
      }
      if (placeHash == hash && isKey.test(place)) {
        // May mark another entry that moved here just now, which is of no consequence.
        if (tick != 0 && look.used(i) != tick) {
          look.setUsed(i, tick);
        }
        return place;
      }
    }
  }

  /** Makes room for so many more places at once. Only while nobody else has the table. */
  void reserve(int more) {
    int capacity = slots.capacity();
    while (4L * (size + more) > 3L * capacity) {
      capacity *= 2;
    }
    if (capacity > slots.capacity()) {
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
    int i = slots.at(hash);
    for (; !slots.isFree(i); i = slots.at(i + 1)) {
      if (slots.hash(i) == hash) {
        return false;
      }
    }
    slots.set(i, hash, place, tick);
    slots.setOlder(i, older);
    size++;
    return true;
  }

  /** Puts the place in place of the one it replaces, or as a new one if that is {@code NONE}. */
  void put(int hash, long replaced, long place, int tick) {
    long stamp = lock.writeLock();
    try {
      if (replaced == Place.NONE) {
        if (4L * (size + 1) > 3L * slots.capacity()) {
          grow(2 * slots.capacity());
        }
        slots.set(slots.freeFor(hash), hash, place, tick);
        size++;
      } else {
        int i = slots.find(hash, replaced);
        slots.setPlace(i, place);
        slots.setUsed(i, tick);
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
      int i = slots.find(hash, replaced);
      if (i >= 0) {
        slots.setPlace(i, place);
      }
      return i >= 0;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private void countCopy(int i, int more) {
    int count = slots.older(i);
    // Once it is full nobody knows how many there are: it stays full.
    if (count < IndexSlots.MANY && count + more >= 0) {
      slots.setOlder(i, Math.min(IndexSlots.MANY, count + more));
    }
  }

  /** Counts older records of the key of that place, more or fewer. */
  void countCopy(int hash, long place, int more) {
    long stamp = lock.writeLock();
    try {
      countCopy(slots.find(hash, place), more);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Returns when the place was used; 0 if it is not there. */
  int used(int hash, long place) {
    long stamp = lock.readLock();
    try {
      int i = slots.find(hash, place);
      return i >= 0 ? slots.used(i) : 0;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Returns whether segments hold older records of the key of that place. */
  boolean hasCopies(int hash, long place) {
    long stamp = lock.readLock();
    try {
      int i = slots.find(hash, place);
      return i >= 0 && slots.older(i) != 0;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Removes the place if it is still there. */
  boolean remove(int hash, long place) {
    long stamp = lock.writeLock();
    try {
      int hole = slots.find(hash, place);
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
      for (int i = 0; i < slots.capacity(); ) {
        if (!slots.isFree(i) && test.test(slots.place(i))) {
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
    int hole = from;
    for (int i = slots.at(hole + 1); !slots.isFree(i); i = slots.at(i + 1)) {
      int home = slots.at(slots.hash(i));
      if (slots.at(i - home) >= slots.at(i - hole)) {
        slots.copy(hole, slots, i);
        hole = i;
      }
    }
    slots.free(hole);
  }

  private void grow(int capacity) {
    IndexSlots more = new IndexSlots(capacity);
    for (int i = 0; i < slots.capacity(); i++) {
      if (!slots.isFree(i)) {
        more.copy(more.freeFor(slots.hash(i)), slots, i);
      }
    }
    slots = more;
  }

  /** Returns all places at one moment. */
  long[] places() {
    long stamp = lock.readLock();
    try {
      long[] all = new long[size];
      int count = 0;
      for (int i = 0; i < slots.capacity(); i++) {
        if (!slots.isFree(i)) {
          all[count++] = slots.place(i);
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
      for (int i = 0; i < slots.capacity() && samples.size() < most; i++) {
        int at = slots.at(from + i);
        if (!slots.isFree(at) && !Place.isGone(slots.place(at))) {
          samples.add(new Sample(slots.place(at), slots.used(at)));
        }
      }
      return samples;
    } finally {
      lock.unlockRead(stamp);
    }
  }
}
