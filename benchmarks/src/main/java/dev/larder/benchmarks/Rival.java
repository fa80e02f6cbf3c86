package dev.larder.benchmarks;

import java.util.List;

/** One who is measured, in JVMs of its own. */
interface Rival {

  /** Returns the name by which a probe is told whom to measure. */
  String name();

  /** Returns its name in tables. */
  String label();

  /** Returns whether it lives in the process of the probe. */
  default boolean isLocal() {
    return true;
  }

  /** Returns the program that starts the JVM, with its arguments; none if it starts by itself. */
  default List<String> launcher() {
    return List.of();
  }

  /** Returns what the JVM must be told for it. */
  default List<String> flags() {
    return List.of();
  }
}
