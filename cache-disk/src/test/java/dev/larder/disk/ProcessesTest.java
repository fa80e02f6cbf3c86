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

/** Many JVMs on one directory. */
final class ProcessesTest {

  private static final int PROCESSES = 8;
  private static final int MILLIS = 20_000;
  private static final int MILLIS_SOAK = 3_600_000;

  @TempDir Path temporary;

  private Path root() {
    return temporary.resolve("store");
  }

  private DiskStorage open() {
    return DiskStorage.open(
        DiskStorageConfig.builder(root())
            .sync(SyncPolicy.NONE)
            .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
            .build());
  }

  private List<Child> workers(int count, int millis) {
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      children.add(Child.start(Worker.class, root(), temporary.resolve("board"), i, count, millis));
    }
    return children;
  }

  /** Nobody sees anything older than what had been saved before it looked, either. */
  @Test
  void conditionalSaves_areExactAcrossProcesses() {
    long once = 0;
    long increments = 0;
    int millis = Seeds.times("larder.millis", MILLIS, MILLIS_SOAK);
    for (Child child : workers(PROCESSES, millis)) {
      try (child) {
        String line = child.line();
        assertThat(child.exit()).as(line + child.rest()).isZero();
        Worker.Wins wins = Worker.Wins.parse(line);
        once += wins.once();
        increments += wins.increments();
      }
    }
    System.out.println(once + " saved once, " + increments + " increments");
    try (DiskStorage storage = open()) {
      long sum = 0;
      for (int i = 0; i < Worker.COUNTERS; i++) {
        sum += Long.parseLong(storage.load(Worker.counter(i)).orElseThrow().value().toText());
      }
      assertThat(sum).isEqualTo(increments);
      assertThat(storage.stats().entries()).hasValue(once + Worker.COUNTERS + PROCESSES);
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @Test
  void saveThatReturnedElsewhere_isSeenByTheNextLoad() {
    try (DiskStorage storage = open();
        Child child = Child.start(Writer.class, root(), 7, 5_000, Writer.Mode.SAVES, 0)) {
      int seen = 0;
      assertThat(child.line()).isEqualTo(Writer.OPENING);
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
      storage.save(Worker.counter(0), Blob.ofText("41"), SaveOptions.defaults());
      try (Child child = workers(1, 0).get(0)) {
        assertThat(Worker.Wins.parse(child.line())).isEqualTo(new Worker.Wins(1, 1));
      }
      String counted = "";
      for (int i = 0; i < Worker.COUNTERS; i++) {
        counted += storage.load(Worker.counter(i)).map(Entry::value).map(Blob::toText).orElse("");
      }
      assertThat(counted).isIn("42", "411");
    }
  }
}
