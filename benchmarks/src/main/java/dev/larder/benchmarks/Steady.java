package dev.larder.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Tells when something that is done again and again gets no faster: several steps in a row are not
 * above the best before them by more than a fiftieth. Compilers work beside what they compile, on
 * the same cores, for longer than any fixed warm-up that suits all. It ends in any case.
 */
final class Steady {

  private static final int SAME = 4;
  private static final int MOST = 40;
  private static final double MARGIN = 1.02;

  private double best;
  private int same;
  private int steps;

  /** Returns how long a step takes. */
  static long stepMillis(Form form) {
    return form.startMillis / 2;
  }

  /** Makes the call until it gets no faster. */
  static void warmUp(RepeatedCall call, Form form) throws IOException, InterruptedException {
    Steady steady = new Steady();
    while (!steady.isReached()) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(stepMillis(form));
      int count = 0;
      while (System.nanoTime() - end < 0) {
        call.make();
        count++;
      }
      steady.note(count);
    }
  }

  /** Notes how much was done in the last step. */
  void note(double rate) {
    steps++;
    same = rate > best * MARGIN ? 0 : same + 1;
    best = Math.max(best, rate);
  }

  /** Returns whether it gets no faster, or has had its time. */
  boolean isReached() {
    return same >= SAME || steps >= MOST;
  }
}
