package dev.larder.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries with a time to live, ordered as far as is needed to find those that have expired.
 *
 * <p>A hierarchical timer wheel that is exact to the nanosecond. Deadlines are read as numbers of
 * eleven digits to the base 64. An entry lies at the level of the highest digit in which its
 * deadline differs from {@code current}, in the slot of that digit. When time moves on, the slots
 * that it passes are due as a whole, and the one slot that it enters is spread over the levels
 * below. So adding and removing take constant time, and an entry is moved at most eleven times in
 * its life, whatever the number of entries.
 *
 * <p>Thread-safe. It never calls out while it holds its lock.
 */
final class ExpiryWheel {

  private static final int DIGIT_BITS = 6;
  private static final int SLOTS = 1 << DIGIT_BITS;
  private static final int LEVELS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;

  // A list is a ring around a mark, made when the slot is first used.
  private final @Nullable ExpiringEntry[][] slots = new ExpiringEntry[LEVELS][SLOTS];
  // For each level the slots that may hold entries; a bit may outlive the last of them.
  private final long[] used = new long[LEVELS];
  private ExpiringEntry due = newRing();
  private long current;
  private long size;
  // No entry expires before; so whoever asks earlier needs no lock.
  private volatile long earliest = Long.MAX_VALUE;

  /** Makes an empty wheel whose time is zero. */
  ExpiryWheel() {}

  /** Adds the entry, unless it was removed already, which a racing eviction may have done. */
  synchronized void add(ExpiringEntry entry) {
    if (entry.next == null) {
      place(entry);
      size++;
    }
  }

  /**
   * Removes the one entry for good, and adds the other one; either may be null or have no time to
   * live.
   */
  void exchange(@Nullable MemoryEntry removed, MemoryEntry added) {
    if (added instanceof ExpiringEntry || removed instanceof ExpiringEntry) {
      synchronized (this) {
        if (removed instanceof ExpiringEntry expiring) {
          remove(expiring);
        }
        if (added instanceof ExpiringEntry expiring) {
          add(expiring);
        }
      }
    }
  }

  /** Removes the entry for good: adding it later does nothing. */
  synchronized void remove(ExpiringEntry entry) {
    if (entry.next == null) {
      retire(entry);
    } else if (entry.next != entry) {
      unlink(entry);
      retire(entry);
      size--;
    }
  }

  /** Removes one of the entries whose deadline is not after now; returns null if there is none. */
  @Nullable ExpiringEntry poll(long now) {
    return now < earliest ? null : pollLocked(now);
  }

  private synchronized @Nullable ExpiringEntry pollLocked(long now) {
    if (now > current) {
      advance(now);
    }
    ExpiringEntry entry = next(due);
    if (entry == due) {
      earliest = firstSlot();
      return null;
    }
    unlink(entry);
    retire(entry);
    size--;
    return entry;
  }

  /** Forgets all entries. */
  synchronized void clear() {
    for (int level = 0; level < LEVELS; level++) {
      for (int slot = 0; slot < SLOTS; slot++) {
        slots[level][slot] = null;
      }
      used[level] = 0;
    }
    // A new ring: an entry of the old one may still be removed, which links its neighbours.
    due = newRing();
    size = 0;
    earliest = Long.MAX_VALUE;
  }

  /** Returns how many entries there are, expired ones included. */
  synchronized long size() {
    return size;
  }

  /** Returns when the first slot begins that may hold entries. */
  private long firstSlot() {
    for (int level = 0; level < LEVELS; level++) {
      if (used[level] != 0) {
        // Those of the levels above begin later: they differ from the time in a higher digit.
        int shift = level * DIGIT_BITS;
        long digits = current >>> shift & -SLOTS;
        return (digits | Long.numberOfTrailingZeros(used[level])) << shift;
      }
    }
    return Long.MAX_VALUE;
  }

  private void advance(long now) {
    int top = level(now);
    // Below the level of the change each entry shares its higher digits with the time that is over.
    for (int level = 0; level < top; level++) {
      expire(level, used[level]);
    }
    int entered = digit(now, top);
    long passed = (1L << entered) - 1;
    expire(top, used[top] & passed);
    current = now;
    if ((used[top] & (1L << entered)) != 0) {
      used[top] &= ~(1L << entered);
      spread(ring(top, entered));
    }
  }

  /** Moves whole slots to the due ones, in constant time each. */
  private void expire(int level, long which) {
    used[level] &= ~which;
    for (long left = which; left != 0; left &= left - 1) {
      ExpiringEntry ring = ring(level, Long.numberOfTrailingZeros(left));
      ExpiringEntry first = next(ring);
      if (first != ring) {
        ExpiringEntry last = previous(ring);
        ring.next = ring;
        ring.previous = ring;
        link(previous(due), first);
        link(last, due);
      }
    }
  }

  private void spread(ExpiringEntry ring) {
    ExpiringEntry entry = next(ring);
    while (entry != ring) {
      ExpiringEntry following = next(entry);
      place(entry);
      entry = following;
    }
    ring.next = ring;
    ring.previous = ring;
  }

  private void place(ExpiringEntry entry) {
    ExpiringEntry ring = due;
    if (entry.deadline > current) {
      int level = level(entry.deadline);
      int slot = digit(entry.deadline, level);
      used[level] |= 1L << slot;
      ring = ring(level, slot);
    }
    link(previous(ring), entry);
    link(entry, ring);
    if (entry.deadline < earliest) {
      earliest = entry.deadline;
    }
  }

  /** Returns the level of the highest digit in which the later time differs from the current. */
  private int level(long later) {
    return (Long.SIZE - 1 - Long.numberOfLeadingZeros(later ^ current)) / DIGIT_BITS;
  }

  private static int digit(long time, int level) {
    return (int) (time >>> (level * DIGIT_BITS)) & (SLOTS - 1);
  }

  private ExpiringEntry ring(int level, int slot) {
    ExpiringEntry ring = slots[level][slot];
    if (ring == null) {
      ring = newRing();
      slots[level][slot] = ring;
    }
    return ring;
  }

  private static ExpiringEntry newRing() {
    ExpiringEntry ring = ExpiringEntry.mark();
    link(ring, ring);
    return ring;
  }

  private static void link(ExpiringEntry before, ExpiringEntry after) {
    before.next = after;
    after.previous = before;
  }

  private static void unlink(ExpiringEntry entry) {
    link(previous(entry), next(entry));
  }

  /** Marks an entry that is in no list and must not come into one again. */
  private static void retire(ExpiringEntry entry) {
    entry.next = entry;
    entry.previous = null;
  }

  private static ExpiringEntry next(ExpiringEntry entry) {
    return Objects.requireNonNull(entry.next);
  }

  private static ExpiringEntry previous(ExpiringEntry entry) {
    return Objects.requireNonNull(entry.previous);
  }
}
