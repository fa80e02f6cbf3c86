package dev.larder.disk;

import java.util.Arrays;

/**
 * Which entries expire when, the next one on top: 16 bytes for each entry with a time to live.
 * Entries that were replaced meanwhile stay until their time. Not thread-safe.
 */
final class ExpiryHeap {

  private long[] times = new long[16];
  private long[] places = new long[16];
  private int size;

  boolean hasBefore(long now) {
    return size > 0 && times[0] <= now;
  }

  int size() {
    return size;
  }

  void add(long time, long place) {
    if (size == times.length) {
      long[] moreTimes = Arrays.copyOf(times, 2 * size);
      places = Arrays.copyOf(places, 2 * size);
      times = moreTimes;
    }
    int i = size++;
    while (i > 0 && times[(i - 1) / 2] > time) {
      move((i - 1) / 2, i);
      i = (i - 1) / 2;
    }
    times[i] = time;
    places[i] = place;
  }

  /** Removes and returns the place that expires next. */
  long pop() {
    final long first = places[0];
    size--;
    long time = times[size];
    long place = places[size];
    int i = 0;
    while (2 * i + 1 < size) {
      int child = 2 * i + 1;
      if (child + 1 < size && times[child + 1] < times[child]) {
        child++;
      }
      if (times[child] >= time) {
        break;
      }
      move(child, i);
      i = child;
    }
    times[i] = time;
    places[i] = place;
    return first;
  }

  private void move(int from, int to) {
    times[to] = times[from];
    places[to] = places[from];
  }
}
