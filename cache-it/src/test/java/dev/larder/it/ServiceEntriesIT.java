package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.foreign.RealCacheService;
import dev.larder.service.CacheHash;
import dev.larder.service.CacheServiceClient;
import dev.larder.service.CanonicalJson;
import dev.larder.service.DeletedEntry;
import dev.larder.service.DeletedEntry.Outcome;
import dev.larder.service.EntryDetails;
import dev.larder.service.EntryKind;
import dev.larder.service.EntryRefs;
import dev.larder.service.HashRefs;
import dev.larder.service.RetrievedEntry;
import dev.larder.service.StoreOptions;
import dev.larder.service.StoredEntry;
import dev.larder.service.Strategy;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client's calls on entries, against the real service. */
@Tag("interop")
class ServiceEntriesIT {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

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

  private StoredEntry storeText(String text) {
    return client.store(namespace).string(Strategy.DIRECT, text, StoreOptions.none());
  }

  @Test
  void text_comesBackInEveryForm() {
    StoredEntry stored = storeText("hello world");
    assertThat(stored.cacheHash()).isEqualTo("b94d27b9934d3e08");
    assertThat(stored.namespace()).isEqualTo(namespace);
    assertThat(stored.size()).isEqualTo(13);
    assertThat(stored.paths().data()).hasSize(3);
    var reads = client.retrieve(namespace).id(stored.cacheId());
    assertThat(reads.string()).contains("hello world");
    assertThat(reads.binary()).contains(Blob.ofText("hello world"));
    RetrievedEntry entry = reads.entry().orElseThrow();
    assertThat(entry.kind()).isEqualTo(EntryKind.STRING);
    assertThat(entry.value()).isEqualTo("hello world");
    assertThat(entry.details().cacheId()).isEqualTo(stored.cacheId());
    assertThat(catchThrowableOfType(CacheException.class, reads::json))
        .hasMessage(
            "retrieve json: GET "
                + service.uri()
                + "/"
                + namespace
                + "/retrieve/"
                + stored.cacheId()
                + "/json: answered 415 Data is string, not JSON: hello world; the service does not"
                + " take this request");
  }

  @Test
  void textThatIsJson_isReadAsJson() {
    var reads = client.retrieve(namespace).id(storeText("[1,2]").cacheId());
    assertThat(CanonicalJson.parse(reads.jsonDocument().orElseThrow())).isEqualTo(List.of(1, 2));
    assertThatThrownBy(reads::json)
        .hasMessageEndingWith(
            "answered with JSON that is no object; is there a cache service at this URL?");
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void json_isStoredByEveryStrategy(Strategy strategy) {
    Map<String, Object> value = Map.of("b", 1, "a", List.of(1.5, "\u00e9"));
    StoredEntry stored =
        client.store(namespace).json(strategy, value, StoreOptions.key("a b/c").fileId("f"));
    assertThat(stored.cacheHash()).isEqualTo(CacheHash.ofJson(value));
    var reads = client.retrieve(namespace).id(stored.cacheId());
    assertThat(reads.json()).contains(value);
    assertThat(reads.config().orElseThrow().fileKey()).contains("a b/c");
    EntryRefs refs = reads.refs().orElseThrow();
    assertThat(refs.strategy()).isEqualTo(strategy);
    assertThat(refs.paths()).isEqualTo(stored.paths());
    assertThat(reads.allRefs().orElseThrow().refs()).isEqualTo(refs);
    assertThat(reads.metadata().orElseThrow().details().cacheKey()).contains("a b/c");
    assertThat(client.retrieve(namespace).hash(stored.cacheHash()).json()).contains(value);
  }

  @Test
  void emptyObject_isStored() {
    StoredEntry stored =
        client.store(namespace).json(Strategy.DIRECT, Map.of(), StoreOptions.none());
    assertThat(stored.cacheHash()).isEqualTo("44136fa355b3678a");
    assertThat(client.retrieve(namespace).id(stored.cacheId()).json()).contains(Map.of());
  }

  @Test
  void bytes_comeBackByIdAndHash() {
    Blob bytes = Blob.wrap(new byte[] {0, 1, (byte) 0xff, (byte) 0xfe});
    StoredEntry stored =
        client.store(namespace).binary(Strategy.DIRECT, bytes, StoreOptions.none());
    var reads = client.retrieve(namespace).id(stored.cacheId());
    assertThat(reads.binary()).contains(bytes);
    assertThat(reads.string()).contains("AAH//g==");
    assertThat(reads.entry().orElseThrow().kind()).isEqualTo(EntryKind.BINARY);
    assertThat(client.retrieve(namespace).hash("5e90fe9777905078").binary()).contains(bytes);
  }

  @Test
  void gzip_isHashedByWhatItHolds() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write("plain \u0001".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    StoredEntry stored =
        client
            .store(namespace)
            .gzip(Strategy.DIRECT, Blob.wrap(compressed.toByteArray()), StoreOptions.none());
    assertThat(stored.cacheHash()).isEqualTo(CacheHash.ofString("plain \u0001"));
    assertThat(client.retrieve(namespace).id(stored.cacheId()).binary())
        .contains(Blob.ofText("plain \u0001"));
  }

  @Test
  void largeBytes_areStreamedBothWays() throws IOException {
    byte[] bytes = new byte[20_000_000];
    new java.util.Random(7).nextBytes(bytes);
    StoredEntry stored =
        client.store(namespace).binary(Strategy.DIRECT, Blob.wrap(bytes), StoreOptions.none());
    assertThat(stored.cacheHash()).isEqualTo(CacheHash.ofBytes(bytes));
    try (var body = client.retrieve(namespace).id(stored.cacheId()).openBinary().orElseThrow()) {
      assertThat(body.length()).hasValue(bytes.length);
      assertThat(body.stream().readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void oneTextTwice_isTwoEntriesOfOneHash() {
    StoredEntry first = storeText("twice");
    StoredEntry second = storeText("twice");
    var reads = client.retrieve(namespace).hash(first.cacheHash());
    HashRefs refs = reads.refs().orElseThrow();
    assertThat(refs.totalVersions()).isEqualTo(2);
    assertThat(refs.latestId()).isEqualTo(second.cacheId());
    assertThat(refs.entries())
        .extracting(HashRefs.Version::cacheId)
        .containsExactly(first.cacheId(), second.cacheId());
    assertThat(reads.cacheId()).contains(second.cacheId());
    assertThat(reads.details().map(EntryDetails::cacheId)).contains(second.cacheId());
    assertThat(reads.string()).contains("twice");
    assertThat(reads.entry().orElseThrow().value()).isEqualTo("twice");
  }

  @Test
  void deletedEntry_isGone() {
    StoredEntry stored = storeText("gone");
    assertThat(client.exists(namespace).id(stored.cacheId())).isTrue();
    assertThat(client.exists(namespace).hash(stored.cacheHash())).isTrue();
    DeletedEntry deleted = client.delete(namespace, stored.cacheId());
    assertThat(deleted.outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(deleted.deletedPaths()).hasSize(5);
    assertThat(client.exists(namespace).id(stored.cacheId())).isFalse();
    assertThat(client.exists(namespace).hash(stored.cacheHash())).isFalse();
    assertThat(client.delete(namespace, stored.cacheId()).existed()).isFalse();
  }

  @Test
  void sharedFile_isDeletedInPart() {
    StoreOptions options = StoreOptions.key("k").fileId("f");
    StoredEntry first = client.store(namespace).string(Strategy.KEY_BASED, "v1", options);
    StoredEntry second = client.store(namespace).string(Strategy.KEY_BASED, "v2", options);
    assertThat(second.paths().data()).hasSize(1);
    assertThat(client.retrieve(namespace).id(first.cacheId()).string()).contains("v2");
    client.delete(namespace, second.cacheId());
    assertThat(client.retrieve(namespace).id(first.cacheId()).string()).isEmpty();
    assertThat(client.delete(namespace, first.cacheId()).outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @Test
  void update_keepsTheHash() {
    StoredEntry stored = storeText("before");
    var update = client.update(namespace, stored.cacheId());
    assertThat(update.string("after").orElseThrow().cacheHash()).isEqualTo(stored.cacheHash());
    assertThat(client.retrieve(namespace).id(stored.cacheId()).string()).contains("after");
    assertThat(update.json(Map.of())).isPresent();
    assertThat(client.retrieve(namespace).id(stored.cacheId()).json()).contains(Map.of());
    assertThat(client.update(namespace, NOBODY).string("x")).isEmpty();
    StoredEntry bytes =
        client.store(namespace).binary(Strategy.DIRECT, Blob.ofText("a"), StoreOptions.none());
    assertThat(client.update(namespace, bytes.cacheId()).binary(Blob.ofText("bc"))).isPresent();
    assertThat(client.retrieve(namespace).id(bytes.cacheId()).binary()).contains(Blob.ofText("bc"));
  }

  @Test
  void missingEntry_isEmptyEverywhere() {
    var byId = client.retrieve(namespace).id(NOBODY);
    assertThat(byId.entry()).isEmpty();
    assertThat(byId.string()).isEmpty();
    assertThat(byId.json()).isEmpty();
    assertThat(byId.jsonDocument()).isEmpty();
    assertThat(byId.binary()).isEmpty();
    assertThat(byId.openBinary()).isEmpty();
    assertThat(byId.config()).isEmpty();
    assertThat(byId.metadata()).isEmpty();
    assertThat(byId.refs()).isEmpty();
    assertThat(byId.allRefs()).isEmpty();
    var byHash = client.retrieve(namespace).hash("0123456789abcdef");
    assertThat(byHash.entry()).isEmpty();
    assertThat(byHash.string()).isEmpty();
    assertThat(byHash.json()).isEmpty();
    assertThat(byHash.binary()).isEmpty();
    assertThat(byHash.details()).isEmpty();
    assertThat(byHash.refs()).isEmpty();
    assertThat(byHash.cacheId()).isEmpty();
  }

  @Test
  void keyIsWrong_isDenied() {
    try (CacheServiceClient other =
        CacheServiceClient.open(service.config().keyValue("wrong").build())) {
      CacheException failure =
          catchThrowableOfType(CacheException.class, () -> other.exists("n").id(NOBODY));
      assertThat(failure)
          .hasMessage(
              "exists: GET "
                  + service.uri()
                  + "/n/exists/id/"
                  + NOBODY
                  + ": answered 401 Invalid API key value; check the key that is sent as x-api-key");
      assertThat(failure.code()).isEqualTo(Code.PERMISSION_DENIED);
    }
  }

  @Test
  void keyAsCookie_isAccepted() {
    try (CacheServiceClient other =
        CacheServiceClient.open(service.config().keyAsCookie(true).build())) {
      assertThat(other.info().isHealthy()).isTrue();
    }
  }

  @Test
  void refusedRequest_saysWhy() {
    assertThatThrownBy(() -> storeText(""))
        .hasMessageEndingWith(
            "answered 400 String data cannot be empty; the service does not take this request");
    StoreOptions options = StoreOptions.key("k").jsonFieldPath("missing");
    assertThatThrownBy(() -> client.store(namespace).json(Strategy.KEY_BASED, Map.of(), options))
        .hasMessageEndingWith(
            "answered 500 Field 'missing' not found in data; look into the log of the service");
  }
}
