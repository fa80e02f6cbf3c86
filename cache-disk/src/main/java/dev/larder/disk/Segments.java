package dev.larder.disk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments by number. Looking one up takes no lock: each change makes a new table. Segments
 * come and go rarely.
 */
final class Segments {

  private volatile @Nullable Segment[] table = new Segment[2];
  private volatile List<Segment> all = List.of();

  @Nullable Segment get(int number) {
    @Nullable Segment[] now = table;
    int mask = now.length - 1;
    for (int i = home(number) & mask; ; i = (i + 1) & mask) {
      Segment segment = now[i];
      if (segment == null || segment.number == number) {
        return segment;
      }
    }
  }

  private static int home(int number) {
    return (number * 0x9E3779B1) >>> 7;
  }

  synchronized void add(Segment segment) {
    List<Segment> more = without(segment.number);
    more.add(segment);
    set(more);
  }

  synchronized void remove(int number) {
    set(without(number));
  }

  private List<Segment> without(int number) {
    List<Segment> others = new ArrayList<>(all);
    others.removeIf(other -> other.number == number);
    return others;
  }

  private void set(List<Segment> segments) {
    // At most half full, so that a search ends.
    @Nullable Segment[] next = new Segment[Integer.highestOneBit(2 * segments.size() + 1) * 2];
    int mask = next.length - 1;
    for (Segment segment : segments) {
      int i = home(segment.number) & mask;
      while (next[i] != null) {
        i = (i + 1) & mask;
      }
      next[i] = segment;
    }
    table = next;
    all = List.copyOf(segments);
  }

  /** Returns all segments, in the order in which they were added; unmodifiable. */
  List<Segment> all() {
    return all;
  }
}
