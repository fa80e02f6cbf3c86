package dev.larder.config;

import java.util.Collection;
import java.util.Optional;

/** The known name that was probably meant. */
final class Suggestion {

  private Suggestion() {}

  /**
   * Returns the nearest of the names, the first of equals, if a third of its letters or fewer are
   * wrong; one may always be.
   */
  static Optional<String> nearest(String text, Collection<String> names) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      // The lengths alone may tell, whatever somebody put into the environment.
      if (Math.abs(name.length() - text.length()) <= cutOff(name)) {
        int distance = distance(text, name);
        if (distance < least && distance <= cutOff(name)) {
          best = name;
          least = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static int cutOff(String name) {
    return Math.max(1, name.length() / 3);
  }

  /**
   * Returns how many letters must be put in, left out, replaced, or swapped with their neighbour to
   * come from one text to the other: the optimal string alignment distance.
   */
  static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (swapped(from, i, to, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
    }
    return row[to.length()];
  }

  private static boolean swapped(String from, int i, String to, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
