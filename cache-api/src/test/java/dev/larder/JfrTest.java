package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.larder.spi.HeapStorage;
import dev.larder.storage.BatchException;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveRequest;
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

    List<RecordedEvent> events =
        recorded(
            () -> {
              cache.getOrCompute("a", name -> "value");
              cache.get("a");
              storage.evict(CacheKey.of("ns", "a"), EvictionCause.SIZE);
            });

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
        .containsExactly(tuple(5L, "heap"));
  }

  @Test
  void recording_holdsEachKeyOfABatchAndEachStream() throws IOException {
    HeapStorage storage = new HeapStorage();
    CacheKey large = CacheKey.of("ns", "large");
    Blob tooLarge = Blob.wrap(new byte[HeapStorage.MAX_VALUE_SIZE + 1]);

    List<RecordedEvent> events =
        recorded(
            () -> {
              storage.saveAll(List.of(request("a", "12345"), request("b", "123")));
              assertThatExceptionOfType(BatchException.class)
                  .isThrownBy(
                      () ->
                          storage.saveAll(
                              List.of(SaveRequest.of(large, tooLarge), request("c", "1"))));
              storage.loadAll(List.of(CacheKey.of("ns", "a"), large));
              storage.openRead(CacheKey.of("ns", "b")).orElseThrow().close();
              storage.openRead(large);
            });

    assertThat(events)
        .extracting(
            event -> event.getEventType().getName(),
            event -> event.getString("key"),
            event -> event.getLong("size"))
        .containsExactlyInAnyOrder(
            tuple("larder.Save", "ns/a", 5L),
            tuple("larder.Save", "ns/b", 3L),
            tuple("larder.Save", "ns/c", 1L),
            tuple("larder.Get", "ns/a", 5L),
            tuple("larder.Get", "ns/large", 0L),
            tuple("larder.Get", "ns/b", 3L),
            tuple("larder.Get", "ns/large", 0L));
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("larder.Get"))
        .allMatch(event -> event.getBoolean("hit") == (event.getLong("size") > 0));
    List<RecordedEvent> batch = events.subList(0, 2);
    assertThat(batch.get(0).getStartTime()).isEqualTo(batch.get(1).getStartTime());
    assertThat(batch.get(0).getDuration()).isEqualTo(batch.get(1).getDuration());
  }

  private static SaveRequest request(String name, String value) {
    return SaveRequest.of(CacheKey.of("ns", name), Blob.ofText(value));
  }

  private List<RecordedEvent> recorded(Runnable use) throws IOException {
    Path file = directory.resolve("larder.jfr");
    try (Recording recording = new Recording()) {
      for (String name : List.of("larder.Get", "larder.Save", "larder.Load", "larder.Evict")) {
        recording.enable(name).withoutThreshold();
      }
      recording.start();
      use.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }
}
