package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spi.HeapStorage;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EvictionCause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JfrTest {

  @TempDir Path directory;

  @Test
  void recording_holdsGetSaveLoadAndEvict() throws IOException {
    HeapStorage storage = new HeapStorage();
    Cache<String> cache = Cache.of(storage, "ns", Codec.text());
    Path file = directory.resolve("larder.jfr");
    try (Recording recording = new Recording()) {
      for (String name : List.of("larder.Get", "larder.Save", "larder.Load", "larder.Evict")) {
        recording.enable(name).withoutThreshold();
      }
      recording.start();
      cache.getOrCompute("a", name -> "value");
      cache.get("a");
      storage.evict(CacheKey.of("ns", "a"), EvictionCause.SIZE);
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .containsExactlyInAnyOrder(
            "larder.Get", "larder.Get", "larder.Load", "larder.Save", "larder.Get", "larder.Evict");
    assertThat(events).extracting(event -> event.getString("key")).containsOnly("ns/a");
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("larder.Get"))
        .extracting(event -> event.getBoolean("hit"))
        .containsExactlyInAnyOrder(false, false, true);
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("larder.Save"))
        .extracting(event -> event.getLong("size"), event -> event.getString("storage"))
        .containsExactly(org.assertj.core.groups.Tuple.tuple(5L, "heap"));
  }
}
