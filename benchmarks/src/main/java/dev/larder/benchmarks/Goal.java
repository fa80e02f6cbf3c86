package dev.larder.benchmarks;

/**
 * A figure to reach beside the figure reached.
 *
 * @param what what was measured
 * @param wanted the bound, in words; empty if there is none
 * @param measured the figure, in words
 * @param met whether the figure is within the bound
 */
record Goal(String what, String wanted, String measured, boolean met) {

  /** Returns a goal for a figure of which less is better. */
  static Goal atMost(double bound, String unit, String what, Samples.Spread measured) {
    return of(what, "<= ", bound, unit, measured, measured.median() <= bound);
  }

  /** Returns a goal for a figure of which more is better. */
  static Goal atLeast(double bound, String unit, String what, Samples.Spread measured) {
    return of(what, ">= ", bound, unit, measured, measured.median() >= bound);
  }

  /** Returns a figure without a bound, which stands beside one that has it. */
  static Goal none(String unit, String what, Samples.Spread measured) {
    return new Goal(what, "", figure(unit, measured), true);
  }

  private static Goal of(
      String what, String sign, double bound, String unit, Samples.Spread measured, boolean met) {
    return new Goal(what, sign + Table.number(bound) + unit, figure(unit, measured), met);
  }

  private static String figure(String unit, Samples.Spread measured) {
    String range = measured.taken().size() > 1 ? " (" + Table.range(measured) + ")" : "";
    return Table.number(measured.median()) + unit + range;
  }

  /** Returns {@code met} or {@code missed}; the empty text where nothing is wanted. */
  String verdict() {
    if (wanted.isEmpty()) {
      return "";
    }
    return met ? "met" : "missed";
  }
}
