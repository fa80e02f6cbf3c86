package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.json.ArtifactStore;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is special about values in a cache service, seen from the service too. */
class ServiceStorageTest {

  private static final Namespace NS = Namespace.of("lab.1");
  private static final String SERVICE_NS = "labP1";
  private static final String ENTRY = "sessions/s/targets/t";

  private final SharedService service = new SharedService();
  private CacheServiceClient client;
  private ServiceStorage plain;
  private ServiceStorage framed;

  @BeforeEach
  void open() {
    client = service.client();
    plain = service.open(ServiceFormat.PLAIN);
    framed = service.open(ServiceFormat.FRAMED);
  }

  @AfterEach
  void close() {
    plain.close();
    framed.close();
    client.close();
    service.close();
  }

  private static CacheKey key(String name) {
    return CacheKey.of(NS, name);
  }

  private static void save(ServiceStorage storage, String name, String value) {
    storage.save(key(name), Blob.ofText(value), SaveOptions.defaults());
  }

  private static String load(ServiceStorage storage, String name) {
    return storage.load(key(name)).map(entry -> entry.value().toText()).orElse("nothing");
  }

  private static Set<String> names(ServiceStorage storage, KeyQuery query) {
    Set<String> names = new TreeSet<>();
    storage.listKeys(query).keys().forEach(key -> names.add(key.name()));
    return names;
  }

  private DataCalls children(String cacheKey) {
    return client.data(SERVICE_NS, client.ensureEntry(SERVICE_NS, cacheKey));
  }

  // Where things are.

  @Test
  void artifact_isTheChildThatPythonReads() {
    save(plain, ENTRY + "/results/metrics.json", "{\"load_ms\":412}");
    save(plain, ENTRY + "/report.md", "# café");
    plain.save(key(ENTRY + "/a/b.png"), Blob.wrap(new byte[] {-1}), SaveOptions.defaults());

    DataCalls data = children(ENTRY);
    assertThat(data.json(new ChildName("results", "metrics_json")))
        .contains(Map.of("load_ms", 412));
    assertThat(data.string(new ChildName("", "report_md"))).contains("# café");
    assertThat(data.load(EntryKind.BINARY, new ChildName("a", "b_png"))).isPresent();
    assertThat(data.list("", true).orElseThrow().files()).hasSize(3);
  }

  @Test
  void childOfPython_isAnArtifact() {
    DataCalls data = children(ENTRY);
    data.storeJson(new ChildName("results", "metrics_json"), Map.of("load_ms", 1.0));
    data.storeString(new ChildName("logs", "run_txt"), "text");
    data.store(EntryKind.BINARY, new ChildName("", "image"), Blob.wrap(new byte[] {0, -1}));

    ArtifactStore artifacts = ArtifactStore.of(plain, NS.value()).withContext("s", "t");
    assertThat(artifacts.load("results/metrics.json")).contains(Map.of("load_ms", 1.0));
    assertThat(artifacts.loadString("logs/run.txt")).contains("text");
    assertThat(artifacts.listKeys())
        .containsExactly("image", "logs/run.txt", "results/metrics.json");
  }

  @Test
  void keyWithoutSession_isAChildOfTheOwnEntry() {
    save(plain, "a/b", "value");

    assertThat(children("sessions/larder/targets/keys").string(new ChildName("a", "b")))
        .contains("value");
  }

  @Test
  void readsOfNothing_makeNoEntry() {
    assertThat(plain.load(key("a"))).isEmpty();
    assertThat(plain.exists(key("a"))).isFalse();
    assertThat(plain.delete(key("a"))).isFalse();
    assertThat(plain.listKeys(KeyQuery.in(NS)).keys()).isEmpty();
    assertThat(framed.load(key("a"))).isEmpty();
    assertThat(framed.clear(NS)).isZero();

    assertThat(client.findEntry(SERVICE_NS, "sessions/larder/targets/keys")).isEmpty();
  }

  // Kinds.

  @Test
  void valueOfAnotherKind_takesThePlaceOfTheOld() {
    Blob bytes = Blob.wrap(new byte[] {-1, -2});
    for (String name : List.of("x", "x.json", "x.txt", "x.bin")) {
      save(plain, name, "{\"a\":1}");
      plain.save(key(name), bytes, SaveOptions.defaults());
      assertThat(plain.load(key(name)).map(Entry::value)).contains(bytes);
      save(plain, name, "text");
      assertThat(load(plain, name)).isEqualTo("text");
      save(plain, name, "{\"a\":2}");
      assertThat(load(plain, name)).isEqualTo("{\"a\":2}");
      assertThat(plain.delete(key(name))).isTrue();
      assertThat(plain.load(key(name))).isEmpty();
    }
  }

  @Test
  void valueSavedByOthers_hasAVersionOfItsBytes() {
    save(plain, "x", "text");
    try (ServiceStorage other = service.open(ServiceFormat.PLAIN)) {
      Entry first = other.load(key("x")).orElseThrow();
      assertThat(first.metadata().savedAt()).isEqualTo(Instant.EPOCH);
      assertThat(first.metadata()).isEqualTo(other.stat(key("x")).orElseThrow());
      save(plain, "x", "more text");
      assertThat(other.stat(key("x")).orElseThrow().version())
          .isNotEqualTo(first.metadata().version());
    }
  }

  // Listing.

  @Test
  void listing_hasTheKeysOfAllEntries() {
    Set<String> names =
        Set.of(
            "a",
            "b/c d.json",
            "sessions/x",
            ENTRY + "/k",
            "sessions/s/targets/t2/k",
            "sessions/s2/targets/t/" + "n".repeat(300),
            "z".repeat(500),
            "é/😀/" + "語".repeat(200));
    for (ServiceStorage storage : List.of(plain, framed)) {
      names.forEach(name -> save(storage, name, "value"));
      assertThat(names(storage, KeyQuery.in(NS))).isEqualTo(new TreeSet<>(names));
      assertThat(names(storage, KeyQuery.in(NS).withPrefix("sessions"))).hasSize(4);
      assertThat(names(storage, KeyQuery.in(NS).withPrefix("sessions/s"))).hasSize(2);
      assertThat(names(storage, KeyQuery.in(NS).withPrefix(ENTRY))).containsExactly(ENTRY + "/k");
      assertThat(names(storage, KeyQuery.in(NS).withPrefix("sessions/s2/targets/t"))).hasSize(1);
      assertThat(names(storage, KeyQuery.in(NS).withPrefix("é"))).hasSize(1);
      assertThat(storage.clear(NS)).isEqualTo(names.size());
      assertThat(names(storage, KeyQuery.in(NS))).isEmpty();
    }
  }

  @Test
  void childWithoutAName_isNotListed() {
    DataCalls data = children("sessions/larder/targets/keys");
    data.storeString(new ChildName("", "_-61-"), "no name of ours");
    data.storeString(new ChildName("_-0-", "0123"), "no long name");
    data.storeString(new ChildName("", "fine"), "ours");

    assertThat(names(plain, KeyQuery.in(NS))).containsExactly("fine");
  }

  // Entries that others delete.

  @Test
  void entryDeletedBehindOurBack_isMadeAnew() {
    for (ServiceStorage storage : List.of(plain, framed)) {
      save(storage, "a", "1");
      client.delete(SERVICE_NS, client.ensureEntry(SERVICE_NS, "sessions/larder/targets/keys"));
      assertThat(load(storage, "a")).isEqualTo("nothing");
      assertThat(storage.exists(key("a"))).isFalse();
      assertThat(storage.delete(key("a"))).isFalse();
      save(storage, "b", "2");
      assertThat(load(storage, "b")).isEqualTo("2");
      storage.clear(NS);
    }
  }

  @Test
  void entryMadeAnewByOthers_isFound() {
    try (ServiceStorage other = service.open(ServiceFormat.PLAIN)) {
      save(plain, "a", "1");
      other.clear(NS);
      save(other, "a", "2");
      assertThat(load(plain, "a")).isEqualTo("2");
      other.clear(NS);
      save(other, "a", "3");
      assertThat(plain.exists(key("a"))).isTrue();
      other.clear(NS);
      save(other, "a", "4");
      assertThat(names(plain, KeyQuery.in(NS))).containsExactly("a");
      other.clear(NS);
      save(other, "a", "5");
      assertThat(plain.delete(key("a"))).isTrue();
      assertThat(other.load(key("a"))).isEmpty();
    }
  }

  @Test
  void deletedEntry_takesItsChildrenAlong() {
    save(plain, ENTRY + "/a", "1");
    save(plain, ENTRY + "/b", "2");
    save(plain, "sessions/s/targets/t2/a", "3");
    client
        .store(SERVICE_NS)
        .json(
            Strategy.KEY_BASED,
            Map.of("cache_key", ENTRY),
            StoreOptions.key(ENTRY).fileId("perf-entry").jsonFieldPath("cache_key"));

    assertThat(plain.deleteEntry(NS, "s", "t")).isEqualTo(2);
    assertThat(client.findEntry(SERVICE_NS, ENTRY)).isEmpty();
    assertThat(names(plain, KeyQuery.in(NS))).containsExactly("sessions/s/targets/t2/a");
    save(plain, "own", "5");
    assertThat(plain.deleteEntry(NS, "larder", "keys")).isEqualTo(1);
    assertThat(names(plain, KeyQuery.in(NS))).containsExactly("sessions/s/targets/t2/a");
    save(plain, ENTRY + "/c", "4");
    assertThat(names(plain, KeyQuery.in(NS).withPrefix(ENTRY))).containsExactly(ENTRY + "/c");
  }

  // Frames.

  @Test
  void damagedFrame_isCorruptUntilDeleted() {
    save(framed, "a", "value");
    DataCalls data = children("sessions/larder/targets/keys");
    byte[] frame = data.load(EntryKind.BINARY, new ChildName("", "a")).orElseThrow().toByteArray();
    frame[frame.length - 1] ^= 1;
    data.store(EntryKind.BINARY, new ChildName("", "a"), Blob.wrap(frame));

    CacheException failure =
        catchThrowableOfType(CacheException.class, () -> framed.load(key("a")));
    assertThat(failure.code()).isEqualTo(Code.CORRUPT);
    assertThat(failure)
        .hasMessage(
            "load lab.1/a: the value is damaged or was not written in the format framed: the"
                + " checksum of its value is another one; delete it or save it anew");
    assertThat(framed.delete(key("a"))).isTrue();
    assertThat(framed.load(key("a"))).isEmpty();
  }

  @Test
  void plainBytesInFramed_areCorrupt() {
    plain.save(key("a.bin"), Blob.ofText("bytes of others"), SaveOptions.defaults());

    CacheException failure =
        catchThrowableOfType(CacheException.class, () -> framed.openRead(key("a.bin")));
    assertThat(failure.code()).isEqualTo(Code.CORRUPT);
    assertThat(names(framed, KeyQuery.in(NS))).containsExactly("a.bin");
  }

  @Test
  void largeRepetitiveFrame_isSmallInTheService() {
    save(framed, "a", "again and ".repeat(100_000));

    assertThat(children("sessions/larder/targets/keys").list("", true).orElseThrow().totalSize())
        .isLessThan(100_000);
    assertThat(load(framed, "a")).hasSize(1_000_000);
  }

  // Streams and batches.

  @Test
  void largeStreams_comeBack() throws Exception {
    byte[] line = "a line of text, and é\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int lines = PlainKinds.LARGEST_JSON / line.length + 10;
    for (ServiceStorage storage : List.of(plain, framed)) {
      try (BlobWriter writer = storage.openWrite(key("big"), SaveOptions.defaults())) {
        for (int i = 0; i < lines; i++) {
          writer.write(line);
        }
        assertThat(writer.commit().size()).isEqualTo((long) lines * line.length);
      }
      try (BlobReader reader = storage.openRead(key("big")).orElseThrow()) {
        assertThat(reader.metadata()).isEqualTo(storage.stat(key("big")).orElseThrow());
        byte[] piece = new byte[line.length];
        for (int i = 0; i < lines; i++) {
          assertThat(reader.readNBytes(piece, 0, line.length)).isEqualTo(line.length);
          assertThat(piece).isEqualTo(line);
        }
        assertThat(reader.read()).isEqualTo(-1);
      }
      storage.clear(NS);
    }
  }

  @Test
  void batches_goToTheirEntries() {
    List<CacheKey> keys = List.of(key("a"), key(ENTRY + "/a"), key("sessions/s/targets/t2/a"));
    plain.saveAll(
        keys.stream().map(each -> SaveRequest.of(each, Blob.ofText(each.name()))).toList());

    assertThat(plain.loadAll(keys)).hasSize(3);
    assertThat(plain.deleteAll(keys)).isEqualTo(3);
  }

  // What goes wrong.

  @Test
  void wrongKey_saysWhereAndWhatToCheck() {
    CacheServiceConfig wrong =
        CacheServiceConfig.builder().url(service.url()).keyValue("wrong-secret").build();
    try (ServiceStorage storage = service.open(wrong)) {
      CacheException failure =
          catchThrowableOfType(CacheException.class, () -> storage.load(key("a")));
      assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
      assertThat(failure)
          .hasMessage(
              "load lab.1/a: GET "
                  + service.url()
                  + "/labP1/retrieve/hash/"
                  + CacheHash.ofString("sessions/larder/targets/keys")
                  + "/refs-hash: answered 401 Invalid API key value; check the key that is sent"
                  + " as x-api-key");
      assertThat(failure.key()).contains(key("a"));
      assertThat(storage.check().isOk()).isFalse();
    }
  }

  @Test
  void wrongUrl_isUnavailable() {
    CacheServiceConfig nobody =
        CacheServiceConfig.builder()
            .url(URI.create("http://127.0.0.1:1"))
            .retries(RetryPolicy.NONE)
            .build();
    try (ServiceStorage storage = service.open(nobody)) {
      CacheException failure =
          catchThrowableOfType(CacheException.class, () -> save(storage, "a", "1"));
      assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(failure).message().startsWith("save lab.1/a: GET http://127.0.0.1:1/labP1/");
    }
  }
}
