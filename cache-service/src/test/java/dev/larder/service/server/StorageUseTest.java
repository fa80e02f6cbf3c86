package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.memory.MemoryStorage;
import dev.larder.memory.MemoryStorageConfig;
import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import dev.larder.testkit.FakeClock;
import dev.larder.testkit.RecordingStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service asks of its storage: how often, for how long, and across a restart. */
class StorageUseTest {

  @Test
  void sameTextTenThousandTimes_costsTheSame() {
    RecordingStorage storage = new RecordingStorage(Twins.memory());
    Wire wire = new Wire(Twins.over(storage));
    wire.text("/n/direct/store/string", "same").is(200);
    List<String> second = calls(storage, wire);
    for (int i = 0; i < 9_997; i++) {
      wire.text("/n/direct/store/string", "same");
      storage.forget();
    }
    assertThat(calls(storage, wire)).isEqualTo(second).hasSizeLessThan(8);
    Answer refs = wire.get("/n/retrieve/hash/0967115f2813a354/refs-hash").is(200);
    assertThat(refs.at("total_versions").asInt()).isEqualTo(10_000);
    storage.forget();
    wire.delete("/n/delete/" + refs.at("cache_ids").get(5_000).get("cache_id").asText()).is(200);
    assertThat(storage.calls()).hasSizeLessThan(25);
    storage.close();
  }

  private static List<String> calls(RecordingStorage storage, Wire wire) {
    storage.forget();
    wire.text("/n/direct/store/string", "same").is(200);
    return storage.calls().stream().map(RecordingStorage.Call::operation).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "direct, 6, 7",
    "temporal, 6, 7",
    "temporal_latest, 9, 10",
    "temporal_versioned, 12, 13",
    "key_based, 6, 7"
  })
  void store_writesSoManyFiles(String strategy, int first, int repeated) {
    CountingStorage storage = new CountingStorage();
    Wire wire = new Wire(Twins.over(storage));
    String target = "/n/" + strategy + "/store/string" + (strategy.equals("key_based") ? "/k" : "");
    // The one more is for the neighbour in the order of storing.
    for (int wanted : new int[] {first, repeated, repeated}) {
      storage.written = 0;
      wire.text(target, "same").is(200);
      assertThat(storage.written).isEqualTo(wanted);
    }
    storage.close();
  }

  @Test
  void childRead_isTwoCalls() {
    RecordingStorage storage = new RecordingStorage(Twins.memory());
    Wire wire = new Wire(Twins.over(storage));
    String id = wire.text("/n/direct/store/string", "x").string("cache_id");
    wire.json("/n/cache/" + id + "/data/store/json/a/b", "{}").is(200);
    storage.forget();
    wire.get("/n/cache/" + id + "/data/json/a/b").is(200);
    assertThat(storage.calls()).hasSize(2);
    storage.close();
  }

  @Test
  void restartOnDisk_findsEverything(@TempDir Path directory) {
    Wire before;
    String first;
    String second;
    try (Storage storage = Twins.disk(directory)) {
      before = new Wire(Twins.over(storage));
      first = before.text("/n/direct/store/string", "hello world").string("cache_id");
      second = before.json("/n/key_based/store/json/a/b?file_id=f", "{\"x\":1}").string("cache_id");
      before.text("/n/cache/" + second + "/data/store/string/deep/c", "child").is(200);
    }
    try (Storage storage = Twins.disk(directory)) {
      Wire after = new Wire(Twins.over(storage));
      assertThat(after.get("/n/retrieve/" + first + "/string").text()).isEqualTo("hello world");
      assertThat(after.get("/n/retrieve/" + second + "/json").text()).isEqualTo("{\"x\":1}");
      String third = after.text("/n/direct/store/string", "hello world").string("cache_id");
      assertThat(
              after
                  .get("/n/retrieve/hash/b94d27b9934d3e08/refs-hash")
                  .at("cache_ids")
                  .findValuesAsText("cache_id"))
          .containsExactly(first, third);
      assertThat(after.get("/n/cache/" + second + "/data/list").at("file_count").asInt())
          .isEqualTo(1);
      assertThat(after.delete("/n/delete/" + second).strings("deleted_paths"))
          .contains("n/data/key-based/a/b/f/data/deep/c.txt");
      assertThat(after.get("/admin/storage/files/all/n/data/key-based").at("file_count").asInt())
          .isZero();
    }
  }

  @Test
  void timeToLive_endsEntriesAndChildren() {
    FakeClock clock = new FakeClock();
    Storage storage =
        MemoryStorage.open(
            MemoryStorageConfig.builder().clock(clock).ticker(clock.ticker()).build());
    Wire wire =
        new Wire(
            CacheService.open(
                CacheServerConfig.builder(storage)
                    .withoutKey()
                    .clock(clock)
                    .ttl(Duration.ofHours(2))
                    .build()));
    assertThat(wire.get("/server/storage/info").at("ttl_hours").asInt()).isEqualTo(2);
    String target = "/n/key_based/store/string/k?file_id=f";
    String old = wire.text(target, "hello world").string("cache_id");
    wire.text("/n/cache/" + old + "/data/store/string/c", "child").is(200);
    clock.advance(Duration.ofMinutes(90));
    String young = wire.text(target, "hello world").string("cache_id");
    clock.advance(Duration.ofMinutes(45));
    wire.get("/n/retrieve/" + old).is(404);
    wire.get("/n/cache/" + old + "/data/string/c").is(404);
    for (String route : new String[] {"", "/config", "/metadata", "/refs", "/string"}) {
      wire.get("/n/retrieve/" + young + route).is(200);
    }
    assertThat(wire.get("/n/cache/" + young + "/data/list").at("file_count").asInt()).isZero();
    assertThat(wire.get("/n/retrieve/hash/b94d27b9934d3e08/refs-hash").at("total_versions").asInt())
        .isEqualTo(1);
    clock.advance(Duration.ofHours(2));
    wire.get("/n/retrieve/hash/b94d27b9934d3e08").is(404);
    assertThat(wire.get("/n/file-ids").text()).isEqualTo("[]");
    storage.close();
  }

  @Test
  void keepChildren_leavesThemForTheNextEntry() {
    Storage storage = Twins.memory();
    Wire wire =
        new Wire(
            CacheService.open(
                CacheServerConfig.builder(storage).withoutKey().keepChildren(true).build()));
    String target = "/n/key_based/store/string/k?file_id=f";
    String first = wire.text(target, "x").string("cache_id");
    wire.text("/n/cache/" + first + "/data/store/string/c", "child").is(200);
    assertThat(wire.delete("/n/delete/" + first).at("deleted_count").asInt()).isEqualTo(5);
    String second = wire.text(target, "y").string("cache_id");
    assertThat(wire.get("/n/cache/" + second + "/data/string/c").text()).isEqualTo("child");
    storage.close();
  }

  @Test
  void entryInsideAnothersChildren_isNotTakenForAChild() {
    Storage storage = Twins.memory();
    Wire wire = new Wire(Twins.over(storage));
    String outer = wire.text("/n/key_based/store/string/a?file_id=f", "outer").string("cache_id");
    String inner =
        wire.text("/n/key_based/store/string/a/f/data/x?file_id=g", "inner").string("cache_id");
    wire.text("/n/cache/" + inner + "/data/store/string/c", "child of inner").is(200);
    wire.text("/n/cache/" + outer + "/data/store/string/c", "child of outer").is(200);
    assertThat(wire.get("/n/cache/" + outer + "/data/list").at("file_count").asInt()).isEqualTo(1);
    wire.delete("/n/delete/" + outer).is(200);
    assertThat(wire.get("/n/retrieve/" + inner + "/string").is(200).text()).isEqualTo("inner");
    assertThat(wire.get("/n/cache/" + inner + "/data/string/c").is(200).text())
        .isEqualTo("child of inner");
    storage.close();
  }

  @Test
  void namespaceWithoutName_isTheRoot() {
    Storage storage = Twins.memory();
    Wire wire = new Wire(Twins.over(storage));
    Answer stored = wire.text("/%20/key_based/store/string/a%2F%2Fb%2F.?file_id=f", "x").is(200);
    assertThat(stored.strings("paths.data").get(0)).isEqualTo("data/key-based/a//b/./f.json");
    String id = stored.string("cache_id");
    assertThat(wire.get("/%20/retrieve/" + id + "/string").text()).isEqualTo("x");
    assertThat(wire.get("/%20/file-ids").strings("")).containsExactly(id);
    List<String> all = new ArrayList<>(wire.get("/admin/storage/files/all/data").strings("files"));
    assertThat(all).contains("data/key-based/a//b/./f.json");
    assertThat(wire.delete("/%20/delete/" + id).at("deleted_count").asInt()).isEqualTo(5);
    storage.close();
  }

  @Test
  void storageThatCannot_isRefused() {
    Storage storage = Twins.memory();
    Storage plain = new WithoutCapabilities(storage);
    assertThatThrownBy(() -> CacheServerConfig.builder(plain).withoutKey().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have the capability");
    storage.close();
  }

  /** Counts what is saved, one by one or together. */
  private static final class CountingStorage extends ForwardingStorage {

    private final Storage inner = Twins.memory();
    private int written;

    @Override
    protected Storage delegate() {
      return inner;
    }

    @Override
    public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
      written++;
      return inner.save(key, value, options);
    }

    @Override
    public Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
      written += requests.size();
      return inner.saveAll(requests);
    }
  }
}
