package dev.larder.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.Codec;
import dev.larder.spi.ForwardingStorage;
import dev.larder.spi.HeapStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StorageCacheBackendTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_000);
  private static final NodeSignature SIGNATURE = new NodeSignature("mean", "c", "e", "i", "d", NOW);
  private static final Codec<NodeSignature> CODEC =
      Codec.of(s -> Blob.ofText(String.join(",", s.node(), s.codeHash())), blob -> read(blob));

  private final HeapStorage storage = new HeapStorage();
  private final StorageCacheBackend backend = new StorageCacheBackend(storage, "pipe", CODEC);

  private static NodeSignature read(Blob blob) {
    String[] parts = blob.toText().split(",");
    return new NodeSignature(parts[0], parts[1], "e", "i", "d", NOW);
  }

  @Test
  void signatureWithItsResult_isFound() {
    backend.setBlob("mean", Blob.ofText("42"));
    backend.setMeta(SIGNATURE);

    assertThat(backend.getMeta("mean")).hasValue(SIGNATURE);
    assertThat(backend.getBlob("mean")).hasValue(Blob.ofText("42"));
    assertThat(storage.exists(CacheKey.of("pipe", "meta/mean"))).isTrue();
    assertThat(storage.exists(CacheKey.of("pipe", "blob/mean"))).isTrue();
  }

  @Test
  void signatureWhoseResultIsGone_isAMissAndRemoved() {
    backend.setMeta(SIGNATURE);
    assertThat(backend.getMeta("mean")).isEmpty();
    assertThat(storage.exists(CacheKey.of("pipe", "meta/mean"))).isFalse();
  }

  @Test
  void unreadableSignature_isAMissAndRemoved() {
    CacheKey meta = CacheKey.of("pipe", "meta/mean");
    backend.setBlob("mean", Blob.ofText("42"));
    storage.save(meta, Blob.ofText("?"), SaveOptions.defaults());
    assertThat(backend.getMeta("mean")).isEmpty();
    assertThat(storage.exists(meta)).isFalse();
  }

  @Test
  void miss_deletesNothing() {
    Storage deletesNothing =
        new ForwardingStorage() {
          @Override
          protected Storage delegate() {
            return storage;
          }

          @Override
          public boolean delete(CacheKey key) {
            throw new AssertionError("delete " + key);
          }
        };
    assertThat(new StorageCacheBackend(deletesNothing, "pipe", CODEC).getMeta("mean")).isEmpty();
  }

  @Test
  void signatureStoredDuringAMiss_stays() {
    Storage overtaken =
        new ForwardingStorage() {
          @Override
          protected Storage delegate() {
            return storage;
          }

          @Override
          public Optional<Entry> load(CacheKey key) {
            Optional<Entry> loaded = super.load(key);
            backend.setBlob("mean", Blob.ofText("42"));
            backend.setMeta(SIGNATURE);
            return loaded;
          }
        };
    assertThat(new StorageCacheBackend(overtaken, "pipe", CODEC).getMeta("mean")).isEmpty();
    assertThat(backend.getMeta("mean")).hasValue(SIGNATURE);
  }

  @Test
  void clear_leavesOtherNamespaces() {
    CacheKey other = CacheKey.of("other", "x");
    storage.save(other, Blob.empty(), SaveOptions.defaults());
    backend.setBlob("mean", Blob.empty());
    backend.setMeta(SIGNATURE);
    backend.clear();

    assertThat(backend.getMeta("mean")).isEmpty();
    assertThat(backend.getBlob("mean")).isEmpty();
    assertThat(storage.exists(other)).isTrue();
  }

  @Test
  void match_isByTheFourHashes() {
    NodeSignature later = new NodeSignature("other", "c", "e", "i", "d", Instant.MAX);
    assertThat(SIGNATURE.matches(later)).isTrue();
    assertThat(SIGNATURE.matches(new NodeSignature("mean", "x", "e", "i", "d", NOW))).isFalse();
    assertThat(SIGNATURE.matches(new NodeSignature("mean", "c", "x", "i", "d", NOW))).isFalse();
    assertThat(SIGNATURE.matches(new NodeSignature("mean", "c", "e", "x", "d", NOW))).isFalse();
    assertThat(SIGNATURE.matches(new NodeSignature("mean", "c", "e", "i", "x", NOW))).isFalse();
  }

  @Test
  void illegalNode_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NodeSignature("", "c", "e", "i", "d", NOW))
        .withMessage("node must not be empty");
    assertThatIllegalArgumentException().isThrownBy(() -> backend.getMeta(""));
  }
}
