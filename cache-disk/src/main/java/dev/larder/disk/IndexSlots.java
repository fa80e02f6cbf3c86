package dev.larder.disk;

/**
 * The slots of a table of the index, 16 bytes each and one behind the other, so that all that is
 * asked of one lies in one line of the processor's cache: the two halves of its {@linkplain Place
 * place}, the hash of its key with a count of older records, and when it was used. A slot is free
 * while the first of them, the number of the segment, is 0.
 */
final class IndexSlots {

  /** How many bits of a key's hash a slot has room for. */
  static final int HASH_BITS = 24;

  private static final int OLDER_BITS = 32 - HASH_BITS;

  /** The count of older records that stands for so many or more. */
  static final int MANY = (1 << OLDER_BITS) - 1;

  private static final int WIDTH = 4;

  private final int[] words;
  private final int mask;

  /**
   * Makes free slots.
   *
   * @param capacity how many; a power of two
   */
  IndexSlots(int capacity) {
    this.words = new int[Math.multiplyExact(WIDTH, capacity)];
    this.mask = capacity - 1;
  }

  int capacity() {
    return mask + 1;
  }

  /** Returns where to begin to look for a hash, or which slot it is if counted past the last. */
  int at(int i) {
    return i & mask;
  }

  boolean isFree(int i) {
    return words[WIDTH * i] == 0;
  }

  long place(int i) {
    return ((long) words[WIDTH * i] << 32) | (words[WIDTH * i + 1] & 0xffffffffL);
  }

  void setPlace(int i, long place) {
    words[WIDTH * i] = (int) (place >>> 32);
    words[WIDTH * i + 1] = (int) place;
  }

  int hash(int i) {
    return words[WIDTH * i + 2] >>> OLDER_BITS;
  }

  int older(int i) {
    return words[WIDTH * i + 2] & MANY;
  }

  void setOlder(int i, int older) {
    words[WIDTH * i + 2] = (words[WIDTH * i + 2] & ~MANY) | older;
  }

  int used(int i) {
    return words[WIDTH * i + 3];
  }

  void setUsed(int i, int tick) {
    words[WIDTH * i + 3] = tick;
  }

  void set(int i, int hash, long place, int tick) {
    setPlace(i, place);
    words[WIDTH * i + 2] = hash << OLDER_BITS;
    words[WIDTH * i + 3] = tick;
  }

  void free(int i) {
    setPlace(i, Place.NONE);
  }

  /** Copies a slot of others into one of these. */
  void copy(int i, IndexSlots from, int j) {
    System.arraycopy(from.words, WIDTH * j, words, WIDTH * i, WIDTH);
  }

  /** Returns the first free slot for a hash. */
  int freeFor(int hash) {
    int i = at(hash);
    while (!isFree(i)) {
      i = at(i + 1);
    }
    return i;
  }

  /** Returns the slot of a place; -1 if it is not there. */
  int find(int hash, long place) {
    for (int i = at(hash); !isFree(i); i = at(i + 1)) {
      if (place(i) == place) {
        return i;
      }
    }
    return -1;
  }
}
