package dev.larder.testkit;

import dev.larder.storage.CacheListener;
import java.util.OptionalLong;

/** How a test of the kit wants its storage opened. Immutable. */
public final class StorageSetup {

  private final FakeClock clock;
  private final CacheListener listener;
  private final OptionalLong maxEntries;
  private final OptionalLong maxValueSize;

  StorageSetup(FakeClock clock, CacheListener listener) {
    this(clock, listener, OptionalLong.empty(), OptionalLong.empty());
  }

  private StorageSetup(
      FakeClock clock, CacheListener listener, OptionalLong maxEntries, OptionalLong maxValueSize) {
    this.clock = clock;
    this.listener = listener;
    this.maxEntries = maxEntries;
    this.maxValueSize = maxValueSize;
  }

  StorageSetup withMaxEntries(long limit) {
    return new StorageSetup(clock, listener, OptionalLong.of(limit), maxValueSize);
  }

  StorageSetup withMaxValueSize(long limit) {
    return new StorageSetup(clock, listener, maxEntries, OptionalLong.of(limit));
  }

  /** Returns the clock to run the storage with; the test moves it. */
  public FakeClock clock() {
    return clock;
  }

  /** Returns the listener to tell of evictions and errors. */
  public CacheListener listener() {
    return listener;
  }

  /**
   * Returns the bound on entries to set; empty for a storage that evicts nothing during the test. A
   * storage that cannot be bounded by entries is opened without, and its {@code
   * info().maxEntries()} is empty.
   */
  public OptionalLong maxEntries() {
    return maxEntries;
  }

  /**
   * Returns the largest value to take, in bytes; empty for the storage's own limit, which has to be
   * 16 MiB or more. A storage whose limit cannot be set is opened with the limit it has.
   */
  public OptionalLong maxValueSize() {
    return maxValueSize;
  }
}
