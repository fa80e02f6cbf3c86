package dev.larder.testkit;

import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link Storage} as tests. A provider's or layer's test extends it and says how a
 * storage is opened; {@linkplain dev.larder.testkit the package} shows one.
 *
 * <p>Each group of rules is a nested class. No test is skipped: where a capability is not declared,
 * its tests assert that it is refused. The tests sleep only where {@link #elapse} does.
 */
public abstract class StorageContractTest {

  private final FakeClock clock = new FakeClock();

  /** For the tests of storages. */
  protected StorageContractTest() {}

  /**
   * Opens a new, empty storage of its own for each call, run with the clock and the listener of the
   * set-up, and limited as it says. The kit closes it.
   */
  protected abstract Storage open(StorageSetup setup);

  /**
   * Lets that much time pass for the storage: moves the clock, unless overridden. The test of a
   * storage with a clock of its own, as a remote one has, really waits, and a little longer than
   * the clocks may differ.
   */
  protected void elapse(Duration duration) {
    clock.advance(duration);
  }

  /** Returns what the storage's wall clock shows; that of the set-up, unless overridden. */
  protected Instant now() {
    return clock.instant();
  }

  /**
   * Returns the smallest stretch of time that a test can let pass with certainty, and how far
   * {@link #now()} may be from the storage's clock: one millisecond, which means not at all, unless
   * overridden. A storage with a clock of its own takes half a second or so.
   */
  protected Duration timeStep() {
    return Duration.ofMillis(1);
  }

  /**
   * Returns how often tests in which threads race do so: 150 times, unless overridden. The test of
   * a storage that is milliseconds away takes fewer, 15 or more, so that each ends within a minute:
   * after five they count as hanging, for a machine may be slow.
   */
  protected int rounds() {
    return 150;
  }

  final FakeClock clock() {
    return clock;
  }

  @Nested
  final class Save extends SaveContract {
    Save() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Load extends LoadContract {
    Load() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class StatAndExists extends StatContract {
    StatAndExists() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Delete extends DeleteContract {
    Delete() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Keys extends KeysContract {
    Keys() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class ListKeys extends ListContract {
    ListKeys() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Paging extends PagingContract {
    Paging() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Batch extends BatchContract {
    Batch() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class StreamedWrite extends StreamWriteContract {
    StreamedWrite() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class StreamedRead extends StreamReadContract {
    StreamedRead() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class TimeToLive extends TtlContract {
    TimeToLive() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Expired extends ExpiredContract {
    Expired() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class ConditionalSave extends ConditionContract {
    ConditionalSave() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class AttributesAndTags extends LabelsContract {
    AttributesAndTags() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Clear extends ClearContract {
    Clear() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Size extends SizeContract {
    Size() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Capacity extends CapacityContract {
    Capacity() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Concurrency extends ConcurrencyContract {
    Concurrency() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Lifecycle extends LifecycleContract {
    Lifecycle() {
      super(StorageContractTest.this);
    }
  }

  @Nested
  final class Arguments extends ArgumentContract {
    Arguments() {
      super(StorageContractTest.this);
    }
  }
}
