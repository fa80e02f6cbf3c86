package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.SaveOptions;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which large values are on the medium before they have their names. */
final class LargeValueSyncTest {

  @TempDir Path root;

  /** Of a longer value than a load checks nobody would see that its middle was not written back. */
  @ParameterizedTest
  @CsvSource({"NONE, 0, 0", "NONE, 1, 1", "BATCH, 0, 1"})
  void valueAboveWhatALoadChecks_isSyncedWhateverThePolicyIs(
      SyncPolicy policy, int above, int syncs) {
    AtomicInteger forced = new AtomicInteger();
    FaultyMedium medium = FaultyMedium.unsynced();
    medium.fail(
        (call, file) -> {
          if (call == Call.FORCE && file.startsWith(root.resolve("large"))) {
            forced.incrementAndGet();
          }
          return null;
        });
    DiskStorageConfig config = DiskStorageConfig.builder(root).sync(policy).build();
    byte[] piece = new byte[1 << 20];
    try (DiskStorage storage = DiskStorage.open(config, medium);
        BlobWriter writer = storage.openWrite(Stores.key("a"), SaveOptions.defaults())) {
      for (int size = 0; size < LargeFiles.CHECKED; size += piece.length) {
        writer.write(piece, 0, piece.length);
      }
      writer.write(piece, 0, above);
      writer.commit();
      assertThat(storage.usage().largeFiles()).isEqualTo(1);
    }
    assertThat(forced).hasValue(syncs);
  }
}
