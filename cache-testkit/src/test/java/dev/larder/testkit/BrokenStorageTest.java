package dev.larder.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kit finds every fault, by the tests that {@code faults.txt} names for it: all of them and no
 * other. Tests with many threads, which take most of the time, are run for the faults that they are
 * there to find.
 */
final class BrokenStorageTest {

  /** A fault that breaks more tests than this proves none of them in particular. */
  private static final int MOST_FOR_PROOF = 10;

  private static volatile Function<StorageSetup, Storage> subject = ReferenceStorage::new;

  /** The kit, run against the fault at hand. */
  static final class Subject extends StorageContractTest {
    @Override
    protected Storage open(StorageSetup setup) {
      return subject.apply(setup);
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
            ValueFaults.all(),
            NarrowFaults.all(),
            KeyFaults.all(),
            ListFaults.all(),
            BatchFaults.all(),
            ClearFaults.all(),
            StreamWriteFaults.all(),
            StreamReadFaults.all(),
            TimeFaults.all(),
            ExpiredFaults.all(),
            ConditionFaults.all(),
            LabelFaults.all(),
            CapacityFaults.all(),
            ConcurrencyFaults.all(),
            LifecycleFaults.all(),
            SizeFaults.all(),
            ArgumentFaults.all(),
            UndeclaredFaults.all(),
            RefusalFaults.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_failsTheTestsOfItsRuleAndNoOther(Fault fault) {
    Set<String> expected = expected().get(fault.what());
    assertThat(expected).as("line in faults.txt").isNotEmpty();
    Set<String> threaded = testsOfTheKit(true);
    boolean withThreads = expected.stream().anyMatch(threaded::contains);
    subject = fault.open();
    assertThat(KitRun.failing(Subject.class, withThreads, expected))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void table_namesTheFaultsThatThereAre() {
    assertThat(expected().keySet())
        .containsExactlyInAnyOrderElementsOf(faults().map(Fault::what).toList());
  }

  @Test
  void everyTestOfTheKit_failsForSomeNarrowFault() {
    Set<String> unproved = testsOfTheKit(false);
    expected().values().stream()
        .filter(expected -> expected.size() <= MOST_FOR_PROOF)
        .forEach(unproved::removeAll);
    assertThat(unproved).isEmpty();
  }

  /** Returns the tests of all groups, or those with many threads. */
  static Set<String> testsOfTheKit(boolean withThreadsOnly) {
    return KitRun.tests(StorageContractTest.class, withThreadsOnly);
  }

  private static Map<String, Set<String>> expected() {
    Map<String, Set<String>> expected = new TreeMap<>();
    try (InputStream table = BrokenStorageTest.class.getResourceAsStream("faults.txt")) {
      String what = "";
      for (String line : new String(table.readAllBytes(), UTF_8).lines().toList()) {
        if (line.startsWith("  ")) {
          expected.get(what).add(line.strip());
        } else if (!line.isBlank()) {
          what = line;
          expected.put(what, new TreeSet<>());
        }
      }
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
    return expected;
  }
}
