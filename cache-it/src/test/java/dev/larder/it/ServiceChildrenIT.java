package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.foreign.RealCacheService;
import dev.larder.service.CacheHash;
import dev.larder.service.CacheServiceClient;
import dev.larder.service.ChildList;
import dev.larder.service.ChildName;
import dev.larder.service.DataCalls;
import dev.larder.service.EntryKind;
import dev.larder.service.ListedChild;
import dev.larder.service.NamespaceStats;
import dev.larder.service.StoreOptions;
import dev.larder.service.StoredChild;
import dev.larder.service.StoredZip;
import dev.larder.service.Strategy;
import dev.larder.service.ZipBatchResult;
import dev.larder.service.ZipOperation;
import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The client's calls on children, archives and the service as a whole, against the real one. */
@Tag("interop")
class ServiceChildrenIT {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
  private static final String KEY = "sessions/s1/targets/t1";

  private static RealCacheService service;
  private static CacheServiceClient client;

  private final String namespace = "n" + UUID.randomUUID();

  @BeforeAll
  static void start() throws IOException {
    service = RealCacheService.start();
    client = CacheServiceClient.open(service.config().build());
  }

  @AfterAll
  static void stop() {
    client.close();
    service.close();
  }

  private DataCalls children() {
    return client.data(namespace, client.ensureEntry(namespace, KEY));
  }

  @Test
  void entryOfAKey_isMadeOnce() {
    assertThat(client.findEntry(namespace, KEY)).isEmpty();
    String id = client.ensureEntry(namespace, KEY, Map.of("session_name", "s1"));
    assertThat(client.ensureEntry(namespace, KEY)).isEqualTo(id);
    assertThat(client.findEntry(namespace, KEY)).contains(id);
    assertThat(client.retrieve(namespace).id(id).json())
        .contains(Map.of("session_name", "s1", "cache_key", KEY));
    assertThat(client.retrieve(namespace).hash(CacheHash.ofString(KEY)).cacheId()).contains(id);
    assertThat(client.retrieve(namespace).id(id).metadata().orElseThrow().details().jsonFieldPath())
        .contains("cache_key");
  }

  @Test
  void threadsOfOneClient_makeOneEntry() {
    var ids = ConcurrentHashMap.<String>newKeySet();
    IntStream.range(0, 32).parallel().forEach(i -> ids.add(client.ensureEntry(namespace, KEY)));
    assertThat(ids).hasSize(1);
    assertThat(client.namespaces().cacheIds(namespace)).containsExactlyElementsOf(ids);
  }

  @Test
  void racingClients_shareTheirChildren() throws Exception {
    List<CacheServiceClient> clients = new ArrayList<>();
    IntStream.range(0, 6)
        .forEach(i -> clients.add(CacheServiceClient.open(service.config().build())));
    List<String> ids =
        clients.parallelStream().map(one -> one.ensureEntry(namespace, KEY)).toList();
    client.data(namespace, ids.get(0)).storeString(ChildName.of("shared"), "text");
    for (int i = 0; i < ids.size(); i++) {
      assertThat(clients.get(i).data(namespace, ids.get(i)).string(ChildName.of("shared")))
          .contains("text");
      clients.get(i).close();
    }
  }

  @Test
  void children_areStoredListedAndDeleted() {
    DataCalls data = children();
    StoredChild json =
        data.storeJson(ChildName.of("results/data.json"), Map.of("key", "value", "count", 42))
            .orElseThrow();
    assertThat(json.fileId()).isEqualTo("data_json");
    assertThat(json.folder()).isEqualTo("results");
    assertThat(json.fileSize()).isEqualTo(39);
    assertThat(data.json(ChildName.of("results/data_json")))
        .contains(Map.of("key", "value", "count", 42));
    assertThat(data.storeString(ChildName.of("reports/r.md"), "caf\u00e9").orElseThrow().fileSize())
        .isEqualTo(5);
    assertThat(data.string(ChildName.of("reports/r.md"))).contains("caf\u00e9");
    Blob bytes = Blob.wrap(new byte[] {0, (byte) 0xff});
    assertThat(data.store(EntryKind.BINARY, ChildName.of("results/deep/b"), bytes)).isPresent();
    assertThat(data.load(EntryKind.BINARY, ChildName.of("results/deep/b"))).contains(bytes);
    ChildList all = data.list("", true).orElseThrow();
    assertThat(all.totalSize()).isEqualTo(46);
    assertThat(all.files())
        .extracting(ListedChild::fileId)
        .containsExactlyInAnyOrder("data_json", "r_md", "b");
    assertThat(data.list("results", false).orElseThrow().files()).hasSize(1);
    assertThat(data.list("results", true).orElseThrow().files()).hasSize(2);
    assertThat(data.list("res", true).orElseThrow().files()).isEmpty();
    assertThat(data.exists(EntryKind.JSON, ChildName.of("results/data.json"))).isTrue();
    assertThat(data.exists(EntryKind.STRING, ChildName.of("results/data.json"))).isFalse();
    assertThat(data.delete(EntryKind.JSON, ChildName.of("results/data.json"))).isTrue();
    assertThat(data.delete(EntryKind.JSON, ChildName.of("results/data.json"))).isFalse();
    assertThat(data.deleteAll("results").count()).isEqualTo(1);
    assertThat(data.deleteAll("").files()).hasSize(1);
    assertThat(data.deleteAll("").count()).isZero();
  }

  @Test
  void children_areUpdated() {
    DataCalls data = children();
    ChildName name = ChildName.of("a");
    assertThat(data.update(EntryKind.STRING, name, Blob.ofText("x"))).isEmpty();
    data.storeString(name, "old");
    assertThat(data.update(EntryKind.STRING, name, Blob.ofText("newer")).orElseThrow().fileSize())
        .isEqualTo(5);
    assertThat(data.string(name)).contains("newer");
  }

  @Test
  void falsyChildren_areStored() {
    DataCalls data = children();
    assertThat(data.storeJson(ChildName.of("a"), Map.of())).isPresent();
    assertThat(data.json(ChildName.of("a"))).contains(Map.of());
    assertThat(data.storeString(ChildName.of("a"), "").orElseThrow().fileSize()).isZero();
    assertThat(data.exists(EntryKind.STRING, ChildName.of("a"))).isTrue();
    // The original cannot read it back from memory.
    assertThat(data.string(ChildName.of("a"))).isEmpty();
  }

  @Test
  void childWithoutAName_getsOne() {
    DataCalls data = children();
    String made = data.store(EntryKind.STRING, Blob.ofText("x")).orElseThrow().fileId();
    assertThat(data.string(ChildName.of(made))).contains("x");
  }

  @Test
  void missingParent_isEmptyEverywhere() {
    DataCalls data = client.data(namespace, NOBODY);
    ChildName name = ChildName.of("f/a");
    assertThat(data.storeString(name, "x")).isEmpty();
    assertThat(data.string(name)).isEmpty();
    assertThat(data.json(name)).isEmpty();
    assertThat(data.load(EntryKind.BINARY, name)).isEmpty();
    assertThat(data.open(EntryKind.BINARY, name)).isEmpty();
    assertThat(data.list("", true)).isEmpty();
    assertThat(data.exists(EntryKind.JSON, name)).isFalse();
    assertThat(data.update(EntryKind.STRING, name, Blob.ofText("x"))).isEmpty();
    assertThat(data.delete(EntryKind.JSON, name)).isFalse();
    assertThat(data.deleteAll("").count()).isZero();
  }

  private static Blob zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      zip.write(Blob.ofText("AAA").toByteArray());
      zip.putNextEntry(new ZipEntry("dir/b.json"));
      zip.write(Blob.ofText("{\"x\":1}").toByteArray());
    }
    return Blob.wrap(bytes.toByteArray());
  }

  @Test
  void zips_areStoredReadAndChanged() throws IOException {
    var zips = client.zip(namespace);
    StoredZip empty = zips.create(Strategy.DIRECT, "k", "f");
    assertThat(empty.fileCount()).isZero();
    assertThat(empty.entry().cacheHash()).isEqualTo("e3b0c44298fc1c14");
    StoredZip stored = zips.store(Strategy.KEY_BASED, "k/l", "f", zip());
    assertThat(stored.fileCount()).isEqualTo(2);
    assertThat(stored.entry().cacheHash()).isEqualTo(CacheHash.ofZip(zip()));
    String id = stored.entry().cacheId();
    assertThat(zips.retrieve(id)).contains(zip());
    assertThat(zips.files(id)).contains(List.of("a.txt", "dir/b.json"));
    assertThat(zips.file(id, "dir/b.json")).contains(Blob.ofText("{\"x\":1}"));
    assertThat(zips.file(id, "nope")).isEmpty();
    String added = zips.add(id, "c.bin", Blob.wrap(new byte[] {1})).orElseThrow().cacheId();
    String more = zips.add(added, "d.txt", "text").orElseThrow().cacheId();
    String less = zips.delete(more, "a.txt").orElseThrow().cacheId();
    assertThat(zips.files(less)).contains(List.of("c.bin", "d.txt", "dir/b.json"));
    ZipBatchResult batch =
        zips.batch(
                less,
                List.of(
                    ZipOperation.add("e.txt", "e"),
                    ZipOperation.replace("d.txt", "new"),
                    ZipOperation.rename("c.bin", "c2.bin"),
                    ZipOperation.remove("nope").when(ZipOperation.Condition.IF_EXISTS),
                    ZipOperation.removeMatching("*.json")),
                true)
            .orElseThrow();
    assertThat(batch.success()).isTrue();
    assertThat(zips.files(batch.cacheId())).contains(List.of("c2.bin", "d.txt", "e.txt"));
    assertThat(zips.batch(less, List.of(ZipOperation.remove("nope")), true).orElseThrow().success())
        .isFalse();
  }

  @Test
  void missingZip_isEmptyEverywhere() {
    var zips = client.zip(namespace);
    assertThat(zips.retrieve(NOBODY)).isEmpty();
    assertThat(zips.open(NOBODY)).isEmpty();
    assertThat(zips.files(NOBODY)).isEmpty();
    assertThat(zips.file(NOBODY, "a")).isEmpty();
    assertThat(zips.add(NOBODY, "a", "x")).isEmpty();
    assertThat(zips.delete(NOBODY, "a")).isEmpty();
    assertThat(zips.batch(NOBODY, List.of(), true)).isEmpty();
    assertThatThrownBy(() -> zips.store(Strategy.DIRECT, "k", "f", Blob.ofText("no zip")))
        .hasMessageEndingWith(
            "answered 400 Invalid zip file: File is not a zip file; the service does not take this"
                + " request");
  }

  @Test
  void namespace_isKnownWhileItHasFiles() {
    assertThat(client.namespaces().cacheIds(namespace)).isEmpty();
    String id = client.store(namespace).string(Strategy.DIRECT, "a", StoreOptions.none()).cacheId();
    assertThat(client.namespaces().list()).contains(namespace);
    assertThat(client.namespaces().cacheIds(namespace)).containsExactly(id);
    assertThat(client.namespaces().cacheHashes(namespace)).containsExactly("ca978112ca1bbdca");
    NamespaceStats stats = client.namespaces().stats(namespace);
    assertThat(stats.namespace()).isEqualTo(namespace);
    assertThat(stats.totalFiles()).isPositive();
    assertThat(client.server().clear(namespace)).isEqualTo(5);
    assertThat(client.namespaces().list()).doesNotContain(namespace);
  }

  @Test
  void files_areSeenByTheAdmin() {
    children().storeString(ChildName.of("logs/run"), "x");
    String folder = namespace + "/data/key-based/" + KEY;
    assertThat(client.admin().exists(folder + "/perf-entry.json")).isTrue();
    assertThat(client.admin().exists(folder + "/nope.json")).isFalse();
    assertThat(client.admin().files(folder, false))
        .containsExactlyInAnyOrder(
            "perf-entry.json", "perf-entry.json.config", "perf-entry.json.metadata");
    assertThat(client.admin().files(folder, true))
        .contains(folder + "/perf-entry/data/logs/run.txt");
    assertThat(client.admin().folders(namespace, false)).containsExactlyInAnyOrder("data", "refs");
    assertThat(client.admin().bytes(folder + "/perf-entry/data/logs/run.txt"))
        .isEqualTo(Blob.ofText("x"));
    assertThat(client.admin().bytes(folder + "/nope")).isEqualTo(Blob.empty());
    assertThat(client.admin().delete(folder + "/perf-entry/data/logs/run.txt")).isTrue();
    assertThat(client.admin().delete(folder + "/perf-entry/data/logs/run.txt")).isFalse();
  }

  @Test
  void service_tellsWhoItIs() {
    assertThat(client.info().isHealthy()).isTrue();
    assertThat(client.info().server().instanceId()).hasSize(36);
    assertThat(client.info().status().name()).isEqualTo("mgraph_ai_service_cache");
    assertThat(client.info().versions()).containsKey("mgraph_ai_service_cache");
    assertThat(client.server().storage().mode()).isEqualTo("memory");
    assertThat(client.server().storage().ttlHours()).isEqualTo(24);
    assertThat(client.server().createTestFixtures()).containsKey("data");
  }
}
