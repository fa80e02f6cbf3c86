package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.SaveOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Artifacts of sessions and targets over a storage. */
class ArtifactStoreTest {

  record Metrics(String page, double seconds, List<Integer> sizes) {}

  private static final String KEY = "results/metrics.json";

  private final MapStorage storage =
      new MapStorage(Capability.LISTING, Capability.EMPTY_VALUES, Capability.EXACT_SIZE);
  private final ArtifactStore artifacts = ArtifactStore.of(storage, "lab").withContext("s", "t");

  private String stored(String key) {
    return storage.load(artifacts.keyOf(key)).orElseThrow().value().toText();
  }

  // Objects.

  @Test
  void savedMap_isLoaded() {
    artifacts.save(KEY, Map.of("b", List.of(1, 2.5), "a", "x"));

    assertThat(artifacts.load(KEY)).contains(Map.of("a", "x", "b", List.of(1, 2.5)));
    assertThat(stored(KEY)).isEqualTo("{\"a\":\"x\",\"b\":[1,2.5]}");
  }

  @Test
  void savedRecord_isLoadedAsRecordAndAsMap() {
    Metrics metrics = new Metrics("a/b", 1e16, List.of(1, 2));
    artifacts.save(KEY, metrics);

    assertThat(artifacts.load(KEY, Metrics.class)).contains(metrics);
    assertThat(artifacts.load(KEY))
        .contains(Map.of("page", "a/b", "seconds", 1e16, "sizes", List.of(1, 2)));
    assertThat(stored(KEY)).isEqualTo("{\"page\":\"a/b\",\"seconds\":1e+16,\"sizes\":[1,2]}");
  }

  @Test
  void missingArtifact_isEmpty() {
    assertThat(artifacts.load(KEY)).isEmpty();
    assertThat(artifacts.load(KEY, Metrics.class)).isEmpty();
    assertThat(artifacts.loadString(KEY)).isEmpty();
    assertThat(artifacts.exists(KEY)).isFalse();
    assertThat(artifacts.delete(KEY)).isFalse();
  }

  @Test
  void emptyObjectAndEmptyText_exist() {
    artifacts.save(KEY, Map.of());
    artifacts.saveString("notes.txt", "");

    assertThat(artifacts.exists(KEY)).isTrue();
    assertThat(artifacts.load(KEY)).contains(Map.of());
    assertThat(artifacts.exists("notes.txt")).isTrue();
    assertThat(artifacts.loadString("notes.txt")).contains("");
  }

  @Test
  void savedAgain_isReplaced() {
    artifacts.save(KEY, Map.of("run", 1));
    artifacts.save(KEY, Map.of("run", 2));

    assertThat(artifacts.load(KEY)).contains(Map.of("run", 2));
  }

  @Test
  void laterChangeOfTheMap_isNotSeen() {
    List<Integer> sizes = new ArrayList<>(List.of(1));
    artifacts.save(KEY, Map.of("sizes", sizes));
    sizes.add(2);

    assertThat(artifacts.load(KEY)).contains(Map.of("sizes", List.of(1)));
  }

  @Test
  void textAsObject_isRefused() {
    assertThatThrownBy(() -> artifacts.save(KEY, "text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no JSON object: a java.lang.String is no JSON object; save a map or a record");
    assertThat(artifacts.exists(KEY)).isFalse();
  }

  // Texts.

  @Test
  void savedText_isLoaded() {
    artifacts.saveString("report.md", "# Grüße 😀\r\n");

    assertThat(artifacts.loadString("report.md")).contains("# Grüße 😀\r\n");
  }

  @Test
  void objectAsText_isItsJson() {
    artifacts.save(KEY, Map.of("a", 1));

    assertThat(artifacts.loadString(KEY)).contains("{\"a\":1}");
  }

  @Test
  void textAsObject_isCorruptAndNotEmpty() {
    artifacts.saveString("report.md", "# title");

    CacheException failure =
        catchThrowableOfType(CacheException.class, () -> artifacts.load("report.md"));
    assertThat(failure.code()).isEqualTo(Code.CORRUPT);
    assertThat(failure)
        .hasMessage(
            "load lab/sessions/s/targets/t/report.md: not JSON of an object: it is malformed,"
                + " at byte 0; load it with loadString or delete it");
  }

  @Test
  void otherObjectAsRecord_isCorrupt() {
    artifacts.save(KEY, Map.of("page", "p"));

    CacheException failure =
        catchThrowableOfType(CacheException.class, () -> artifacts.load(KEY, Metrics.class));
    assertThat(failure.code()).isEqualTo(Code.CORRUPT);
    assertThat(failure)
        .hasMessage(
            "load lab/sessions/s/targets/t/results/metrics.json: not JSON of "
                + Metrics.class.getName()
                + ": seconds is missing, at byte 11; load it as what it was saved as, or delete"
                + " it");
  }

  @Test
  void bytesAsText_areCorrupt() {
    Blob bytes = Blob.wrap(new byte[] {(byte) 0xff});
    storage.save(artifacts.keyOf("image.png"), bytes, SaveOptions.defaults());

    CacheException failure =
        catchThrowableOfType(CacheException.class, () -> artifacts.loadString("image.png"));
    assertThat(failure.code()).isEqualTo(Code.CORRUPT);
    assertThat(failure)
        .hasMessage(
            "load lab/sessions/s/targets/t/image.png: the bytes are not text in UTF-8; load it as"
                + " what it was saved as, or delete it");
  }

  @Test
  void storageWithoutEmptyValues_refusesTheEmptyText() {
    ArtifactStore plain = ArtifactStore.of(new MapStorage(Capability.LISTING));

    CacheException failure =
        catchThrowableOfType(CacheException.class, () -> plain.saveString("a", ""));
    assertThat(failure.code()).isEqualTo(Code.UNSUPPORTED);
  }

  // Contexts.

  @Test
  void defaults_areThoseOfPython() {
    ArtifactStore store = ArtifactStore.of(storage);

    assertThat(store.session()).isEqualTo("default-session");
    assertThat(store.target()).isEqualTo("default-target");
    assertThat(store.keyOf(KEY))
        .isEqualTo(
            CacheKey.of(
                "perf-results",
                "sessions/default-session/targets/default-target/results/metrics.json"));
    assertThat(store).hasToString("ArtifactStore[perf-results, default-session, default-target]");
  }

  @Test
  void withContext_leavesTheStoreAsItIs() {
    ArtifactStore other = artifacts.withContext("s", "t2");
    artifacts.save(KEY, Map.of("of", "t"));
    other.save(KEY, Map.of("of", "t2"));

    assertThat(artifacts.load(KEY)).contains(Map.of("of", "t"));
    assertThat(other.load(KEY)).contains(Map.of("of", "t2"));
    assertThat(artifacts.target()).isEqualTo("t");
  }

  @Test
  void setContext_changesTheStore() {
    artifacts.save(KEY, Map.of("of", "t"));
    artifacts.setContext("s", "t2");

    assertThat(artifacts.load(KEY)).isEmpty();
    artifacts.setContext("s", "t");
    assertThat(artifacts.load(KEY)).contains(Map.of("of", "t"));
  }

  @Test
  void targetOfTheSameBeginning_isNeverSeen() {
    artifacts.withContext("s", "t2").save("a", Map.of());
    artifacts.withContext("s2", "t").save("b", Map.of());
    artifacts.save("c", Map.of());

    assertThat(artifacts.listKeys()).containsExactly("c");
    assertThat(artifacts.clear()).isEqualTo(1);
    assertThat(artifacts.withContext("s", "t2").listKeys()).containsExactly("a");
    assertThat(artifacts.withContext("s2", "t").listKeys()).containsExactly("b");
  }

  @Test
  void oddCharacters_becomeUnderscoresAsInPython() {
    ArtifactStore store = artifacts.withContext("a b/ü😀", "example.com/page1");

    assertThat(store.session()).isEqualTo("a_b___");
    assertThat(store.target()).isEqualTo("example_com_page1");
  }

  @Test
  void emptyOrLongContext_isRefusedAndChangesNothing() {
    String rule = ") must have 1 to 100 characters";
    assertThatThrownBy(() -> artifacts.setContext("", "other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("session (" + rule);
    String hundred = "x".repeat(100);
    assertThatThrownBy(() -> artifacts.withContext(hundred, hundred + "y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target (" + hundred + "y" + rule);
    assertThat(artifacts.withContext(hundred, hundred).session()).isEqualTo(hundred);
    assertThat(artifacts.session()).isEqualTo("s");
    assertThat(artifacts.target()).isEqualTo("t");
  }

  @Test
  void contextSetByManyThreads_isNeverMixed() {
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> setAgainAndAgain("a"));
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> setAgainAndAgain("b"));
    while (!first.isDone() || !second.isDone()) {
      assertThat(artifacts.keyOf("k").name())
          .isIn("sessions/s/targets/t/k", "sessions/a/targets/a/k", "sessions/b/targets/b/k");
    }
  }

  private void setAgainAndAgain(String both) {
    for (int i = 0; i < 10_000; i++) {
      artifacts.setContext(both, both);
    }
  }

  // Keys.

  @Test
  void keys_areSortedAndSelectedByTheirBeginning() {
    for (String key : List.of("resume", "results/b.json", "results/a.json", "other", "res/x")) {
      artifacts.save(key, Map.of());
    }

    assertThat(artifacts.listKeys())
        .containsExactly("other", "res/x", "results/a.json", "results/b.json", "resume");
    assertThat(artifacts.listKeys("res"))
        .containsExactly("res/x", "results/a.json", "results/b.json", "resume");
    assertThat(artifacts.listKeys("results/")).hasSize(2);
    assertThat(artifacts.listKeys("results/b")).containsExactly("results/b.json");
    assertThat(artifacts.listKeys("nothing/here")).isEmpty();
  }

  @Test
  void deletedArtifact_isGone() {
    artifacts.save(KEY, Map.of());

    assertThat(artifacts.delete(KEY)).isTrue();
    assertThat(artifacts.load(KEY)).isEqualTo(Optional.empty());
    assertThat(artifacts.listKeys()).isEmpty();
  }

  @Test
  void keyThatLeavesTheContext_isIllegal() {
    for (String key : List.of("", "/a", "a//b", "../t2/a", "a/..", "a\n")) {
      assertThatThrownBy(() -> artifacts.saveString(key, "x"))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
