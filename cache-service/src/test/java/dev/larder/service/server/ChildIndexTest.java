package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.memory.MemoryStorage;
import dev.larder.memory.MemoryStorageConfig;
import dev.larder.storage.Blob;
import dev.larder.storage.Storage;
import dev.larder.testkit.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the index of children keeps in memory. */
class ChildIndexTest {

  private final FakeClock clock = new FakeClock();
  private final Storage storage =
      MemoryStorage.open(MemoryStorageConfig.builder().clock(clock).ticker(clock.ticker()).build());
  private final FileTree files = new FileTree(storage, Duration.ofMinutes(1));
  private final ChildIndex index = new ChildIndex(files);

  @AfterEach
  void close() {
    storage.close();
  }

  private String stored(int number) {
    String path = "n/data/direct/f/data/" + number + ".txt";
    files.save(path, Blob.ofText("x"));
    index.add(path);
    return path;
  }

  @Test
  void indexThatNobodyAsked_isEmpty() {
    stored(1);
    assertThat(index.size()).isZero();
    assertThat(index.below("n/data/direct/f")).hasSize(1);
  }

  @Test
  void filesThatAreOver_areForgottenAsOthersCome() {
    index.below("n");
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 1_000; i++) {
        stored(1_000 * round + i);
      }
      assertThat(index.size()).isLessThanOrEqualTo(2_500);
      clock.advance(Duration.ofMinutes(2));
    }
    assertThat(index.size()).isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void filesThatAreThere_stay() {
    index.below("n");
    for (int i = 0; i < 5_000; i++) {
      stored(i);
    }
    assertThat(index.below("n")).hasSize(5_000);
  }
}
