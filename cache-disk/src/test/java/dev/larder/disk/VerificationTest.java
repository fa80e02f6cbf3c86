package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is verified while entries are moved and written anew. */
final class VerificationTest {

  private static final int SMALL = 20;
  private static final int LARGE = 2;

  @TempDir Path root;
  private final FaultyMedium medium = new FaultyMedium();
  private final List<CacheKey> keys = keysOfOneStripe();

  /** Those that are looked at one after the other. */
  private static List<CacheKey> keysOfOneStripe() {
    List<CacheKey> keys = new ArrayList<>();
    for (int i = 0; keys.size() < SMALL + LARGE; i++) {
      CacheKey key = Stores.key(i);
      if (KeyBytes.of(key).stripe == 7) {
        keys.add(key);
      }
    }
    return keys;
  }

  private DiskStorage open() {
    return DiskStorage.open(
        Stores.config(root, new FakeClock()).sync(SyncPolicy.NONE).largeValue(1000).build(),
        medium);
  }

  /** Saves values, the last of them large, and leaves garbage that makes a compaction move them. */
  private void fill() {
    try (DiskStorage storage = open()) {
      storage.save(keys.get(0), Blob.ofText("garbage"), SaveOptions.defaults());
      for (int i = 0; i < keys.size(); i++) {
        storage.save(keys.get(i), value(i), SaveOptions.defaults());
      }
    }
  }

  private static Blob value(int i) {
    return Blob.ofText("value ".repeat(i < SMALL ? 10 : 1000) + i);
  }

  /** Does something once, when the file of the first large value is about to be mapped. */
  private void whenALargeValueIsRead(Runnable event) {
    AtomicBoolean first = new AtomicBoolean(true);
    medium.failHere(
        (call, file) -> {
          if (call == Call.MAP && file.toString().endsWith(".val") && first.getAndSet(false)) {
            event.run();
          }
          return null;
        });
  }

  @Test
  void movedMeanwhile_isReadAllTheSame() {
    fill();
    try (DiskStorage storage = open()) {
      whenALargeValueIsRead(() -> assertThat(storage.compact()).isTrue());
      VerifyReport report = storage.verify(false);
      assertThat(storage.usage().deadBytes()).isZero();
      assertThat(report).isEqualTo(new VerifyReport(keys.size(), List.of(), 0, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void damagedAndMovedMeanwhile_isReportedAndRepaired(boolean repair) throws IOException {
    fill();
    damageAllSmallValues();
    try (DiskStorage storage = open()) {
      whenALargeValueIsRead(() -> assertThat(storage.compact()).isTrue());
      VerifyReport report = storage.verify(repair);
      assertThat(report.entries()).isEqualTo(keys.size());
      assertThat(report.damaged())
          .containsExactlyInAnyOrderElementsOf(keys.subList(0, SMALL))
          .doesNotHaveDuplicates();
      medium.heal();
      VerifyReport again = storage.verify(false);
      assertThat(again.entries()).isEqualTo(repair ? LARGE : keys.size());
      assertThat(again.damaged()).hasSize(repair ? 0 : SMALL);
    }
  }

  private void damageAllSmallValues() throws IOException {
    Path file = new Layout(root).segment(1);
    Segment segment = Segment.map(new RealMedium(), file, 1);
    for (int at = Segment.HEAD; at < segment.published(); ) {
      StoredRecord record = segment.record(at);
      if (!record.isLarge()) {
        Bits.flip(file, 8L * record.valueAt());
      }
      at = record.end();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void writtenAnewElsewhereMeanwhile_isNotReported(boolean repair) {
    fill();
    try (DiskStorage storage = open();
        Child child = Child.start(Actor.class, root)) {
      String large = "x".repeat(2000);
      whenALargeValueIsRead(
          () -> {
            for (CacheKey key : keys.subList(SMALL, keys.size())) {
              assertThat(child.ask("save " + key.name() + " " + large)).isEqualTo("saved");
            }
          });
      assertThat(storage.verify(repair)).isEqualTo(new VerifyReport(keys.size(), List.of(), 0, 0));
      for (CacheKey key : keys.subList(SMALL, keys.size())) {
        assertThat(storage.load(key).orElseThrow().value().toText()).isEqualTo(large);
      }
    }
  }

  @Test
  void deletedMeanwhile_isNotReported() {
    fill();
    try (DiskStorage storage = open()) {
      whenALargeValueIsRead(() -> storage.deleteAll(Set.copyOf(keys)));
      assertThat(storage.verify(true).damaged()).isEmpty();
      assertThat(storage.stats().entries()).hasValue(0);
    }
  }
}
