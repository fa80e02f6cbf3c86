package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many JVMs on one directory. */
final class ProcessesTest {

  private static final int PROCESSES = 8;

  @TempDir Path root;

  private DiskStorage open() {
    return DiskStorage.open(
        DiskStorageConfig.builder(root)
            .sync(SyncPolicy.NONE)
            .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
            .build());
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "BATCH"})
  void conditionalSaves_areExactAcrossProcesses(SyncPolicy policy) {
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      children.add(Child.start(Worker.class, root, policy));
    }
    int wins = 0;
    for (Child child : children) {
      String line = child.line();
      assertThat(child.exit()).as(line + child.rest()).isZero();
      wins += Integer.parseInt(line);
    }
    assertThat(wins).isEqualTo(Worker.ONCE);
    try (DiskStorage storage = open()) {
      long sum = 0;
      for (int i = 0; i < Worker.COUNTERS; i++) {
        sum +=
            storage
                .load(Stores.key("counter/" + i))
                .map(Entry::value)
                .map(Blob::toText)
                .map(Long::parseLong)
                .orElse(0L);
      }
      assertThat(sum).isEqualTo((long) PROCESSES * Worker.incrementsOfEach());
      assertThat(storage.stats().entries()).hasValue(Worker.ONCE + Worker.COUNTERS);
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @Test
  void saveThatReturnedElsewhere_isSeenByTheNextLoad() {
    try (DiskStorage storage = open();
        Child child = Child.start(Writer.class, root, 7, 5_000, "saves only")) {
      int seen = 0;
      for (String line = child.line(); line != null; line = child.line()) {
        Writer.Step step = Writer.Step.parse(line);
        if (!step.done()) {
          continue;
        }
        long number = storage.load(step.cacheKey()).map(Writer::number).orElse(-1L);
        assertThat(number).as("of " + line).isGreaterThanOrEqualTo(step.number());
        seen++;
      }
      assertThat(seen).isPositive();
      assertThat(child.exit()).isZero();
    }
  }

  @Test
  void ownWrites_areSeenByAnotherProcess() {
    try (DiskStorage storage = open()) {
      for (int i = 0; i < 100; i++) {
        storage.save(Stores.key("counter/0"), Blob.ofText("0"), SaveOptions.defaults());
      }
      try (Child child = Child.start(Worker.class, root, SyncPolicy.NONE)) {
        assertThat(child.line()).isEqualTo(String.valueOf(Worker.ONCE));
      }
      assertThat(storage.exists(Stores.key("once/1"))).isTrue();
    }
  }
}
