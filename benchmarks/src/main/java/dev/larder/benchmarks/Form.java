package dev.larder.benchmarks;

import java.util.Locale;

/** How long to measure. */
enum Form {
  /** Shows that all of it works; its figures mean nothing. */
  TRIAL(1, 40, 20, 20, 1, 100, 1),
  /** Ends within five minutes on two cores for memory, within seven for the others. */
  SHORT(3, 900, 140, 40, 3, 500, 4),
  /** For figures that are to be kept. */
  FULL(9, 4_000, 1_000, 50, 15, 3_000, 15);

  /** How often the whole list of contenders is gone through. */
  final int rounds;

  /**
   * How long a JVM works before its first workload, and before its first one with misses: until the
   * code is compiled, and compiled again after what the compiler had assumed too early.
   */
  final long startMillis;

  /** How long a workload runs before it is measured. */
  final long warmUpMillis;

  /** How long one measurement takes. */
  final long sliceMillis;

  /** How many measurements of a workload one JVM takes; their median is its sample. */
  final int slices;

  /** How long single look-ups are timed in a round. */
  final long lookupMillis;

  /** How many chunks of new keys are inserted and timed in a JVM. */
  final int chunks;

  Form(
      int rounds,
      long startMillis,
      long warmUpMillis,
      long sliceMillis,
      int slices,
      long lookupMillis,
      int chunks) {
    this.rounds = rounds;
    this.startMillis = startMillis;
    this.warmUpMillis = warmUpMillis;
    this.sliceMillis = sliceMillis;
    this.slices = slices;
    this.lookupMillis = lookupMillis;
    this.chunks = chunks;
  }

  static Form of(String name) {
    for (Form form : values()) {
      if (form.name().equalsIgnoreCase(name)) {
        return form;
      }
    }
    throw new IllegalArgumentException(
        "form (" + name + ") must be trial, short or full, in this order of duration");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
