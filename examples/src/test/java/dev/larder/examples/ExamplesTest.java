package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.backend.StorageCacheBackend;
import dev.larder.config.StorageFactory;
import dev.larder.json.NodeSignatureJson;
import dev.larder.storage.Storage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final StorageFactory FACTORY =
      StorageFactory.from(Map.of("STORAGE_MODE", "memory", "STORAGE_MEMORY_MAX_ENTRIES", "100"));

  private static final List<String> PIPELINE =
      List.of(
          "  first run     clean MISS  louder MISS  frame MISS  * hello! *",
          "  again         clean HIT   louder HIT   frame HIT   * hello! *",
          "  new code      clean HIT   louder MISS  frame MISS  * hello!! *",
          "  new input     clean MISS  louder HIT   frame HIT   * hello!! *",
          "  cleared       clean MISS  louder MISS  frame MISS  * hello!! *");

  @Test
  void ownBackend_runsOnlyWhatChanged() {
    List<String> printed = Printed.by(screen -> OwnBackend.run(new OwnBackend(), screen));

    assertThat(printed).first().isEqualTo("OwnBackend");
    assertThat(printed.subList(1, printed.size())).isEqualTo(PIPELINE);
  }

  @Test
  void backendOverStorage_doesTheSame() {
    try (Storage storage = FACTORY.open()) {
      StorageCacheBackend backend =
          new StorageCacheBackend(storage, "own-backend", NodeSignatureJson.codec());
      List<String> printed = Printed.by(screen -> OwnBackend.run(backend, screen));

      assertThat(printed).first().isEqualTo("StorageCacheBackend");
      assertThat(printed.subList(1, printed.size())).isEqualTo(PIPELINE);
    }
  }

  @Test
  void observing_tellsMissComputationAndHit() {
    List<String> printed = Printed.by(screen -> Observing.run(FACTORY, screen));

    // A busy machine may make a load slow, which the layer tells as well.
    assertThat(printed)
        .filteredOn(line -> !line.startsWith("  slow"))
        .containsExactly(
            "  miss          greeting", "  computed      greeting", "  hit           greeting");
  }

  @Test
  void typedValues_comeBackAsTheyWere() {
    try (Storage storage = FACTORY.open()) {
      assertThat(Printed.by(screen -> TypedValues.run(storage, screen)))
          .containsExactly(
              "  one           Order[id=A-17, placed=2026-11-21, total=12.90, items=[tea]]",
              "  many          1 order of 2026-11-21",
              "  unreadable    Optional.empty, counted 1");
    }
  }
}
