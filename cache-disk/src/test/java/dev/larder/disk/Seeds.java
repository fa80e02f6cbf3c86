package dev.larder.disk;

import java.util.Random;

/**
 * Numbers that decide what a test does: chosen anew for each run, and told, so that it can be run
 * again.
 */
final class Seeds {

  private Seeds() {}

  /** Returns the seed given by {@code -Dlarder.seed}, or a new one. */
  static long next(Object test) {
    long seed = Long.getLong("larder.seed", new Random().nextLong());
    System.out.println(test.getClass().getSimpleName() + ": -Dlarder.seed=" + seed);
    return seed;
  }

  /** Returns how often to do something: a few times in a build, many in a soak. */
  static int times(String property, int few, int many) {
    return Integer.getInteger(property, Boolean.getBoolean("larder.soak") ? many : few);
  }
}
