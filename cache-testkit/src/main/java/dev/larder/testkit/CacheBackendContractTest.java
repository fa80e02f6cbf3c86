package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.backend.CacheBackend;
import dev.larder.backend.NodeSignature;
import dev.larder.storage.Blob;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link CacheBackend} as tests. The test of an implementation extends it and
 * says how a backend is opened and how its results get lost.
 */
public abstract class CacheBackendContractTest {

  private static final Instant MADE = Instant.parse("2026-01-02T03:04:05.006Z");
  private static final List<String> UNUSUAL =
      List.of(
          "a",
          "A",
          "a/b",
          "a//b",
          "/a",
          "a/",
          ".",
          "..",
          "a b",
          " ",
          "ä",
          "e\u0301",
          "é",
          "🙂",
          "con",
          "%2F",
          "a%2Fb",
          "a\\b",
          "a:b",
          "line\nbreak",
          "\u0000",
          "meta/a",
          "blob/a",
          "n".repeat(2_000) + "1",
          "n".repeat(2_000) + "2");

  /** For the tests of backends. */
  protected CacheBackendContractTest() {}

  /** Opens a new, empty backend. */
  protected abstract CacheBackend open();

  /** Opens an empty backend that shares the medium of the one opened last, but no entries. */
  protected abstract CacheBackend openBeside();

  /** Removes the result under that key from the backend opened last, as an eviction does. */
  protected abstract void evictBlob(String key);

  /** Writes over the signature of that node in the backend opened last with what is none. */
  protected abstract void spoilMeta(String node);

  private static NodeSignature signature(String node, String inputs) {
    return new NodeSignature(node, "code", "env", inputs, "deps", MADE);
  }

  private static void store(CacheBackend backend, String node, String result) {
    backend.setBlob(node, Blob.ofText(result));
    backend.setMeta(signature(node, "of " + result));
  }

  @Test
  void missingNode_isEmpty() {
    CacheBackend backend = open();
    assertThat(backend.getMeta("node")).isEmpty();
    assertThat(backend.getBlob("node")).isEmpty();
  }

  @Test
  void storedNode_comesBack() {
    CacheBackend backend = open();
    store(backend, "node", "result");
    assertThat(backend.getMeta("node")).contains(signature("node", "of result"));
    assertThat(backend.getBlob("node")).map(Blob::toText).contains("result");
  }

  @Test
  void everyPartOfASignature_comesBack() {
    CacheBackend backend = open();
    Instant made = Instant.parse("1999-12-31T23:59:59.999Z");
    NodeSignature odd = new NodeSignature("node", "", "ä 🙂 \"\\\n", "0".repeat(5_000), "{}", made);
    backend.setBlob("node", Blob.ofText("result"));
    backend.setMeta(odd);
    assertThat(backend.getMeta("node")).contains(odd);
  }

  @Test
  void storedAgain_isReplaced() {
    CacheBackend backend = open();
    store(backend, "node", "old");
    store(backend, "node", "new");
    assertThat(backend.getMeta("node")).contains(signature("node", "of new"));
    assertThat(backend.getBlob("node")).map(Blob::toText).contains("new");
  }

  @Test
  void largeResult_comesBack() {
    CacheBackend backend = open();
    backend.setBlob("node", ContractGroup.noise(1 << 20));
    Blob loaded = backend.getBlob("node").orElseThrow();
    assertThat(loaded.equals(ContractGroup.noise(1 << 20))).isTrue();
  }

  @Test
  void resultAlone_isNoSignature() {
    CacheBackend backend = open();
    backend.setBlob("node", Blob.ofText("result"));
    assertThat(backend.getMeta("node")).isEmpty();
    assertThat(backend.getBlob("node")).map(Blob::toText).contains("result");
  }

  @Test
  void evictedResult_isAMiss() {
    CacheBackend backend = open();
    store(backend, "node", "result");
    evictBlob("node");
    assertThat(backend.getMeta("node")).isEmpty();
    assertThat(backend.getBlob("node")).isEmpty();
  }

  @Test
  void signatureOfAnEvictedResult_isRemoved() {
    CacheBackend backend = open();
    store(backend, "node", "result");
    evictBlob("node");
    backend.getMeta("node");
    backend.setBlob("node", Blob.ofText("of somebody else"));
    assertThat(backend.getMeta("node")).isEmpty();
  }

  @Test
  void unreadableSignature_isAMiss() {
    CacheBackend backend = open();
    store(backend, "node", "result");
    spoilMeta("node");
    assertThat(backend.getMeta("node")).isEmpty();
    store(backend, "node", "new");
    assertThat(backend.getMeta("node")).contains(signature("node", "of new"));
  }

  @Test
  void unusualNames_areNodesOfTheirOwn() {
    CacheBackend backend = open();
    UNUSUAL.forEach(node -> store(backend, node, "result of " + node));
    for (String node : UNUSUAL) {
      assertThat(backend.getMeta(node)).contains(signature(node, "of result of " + node));
      assertThat(backend.getBlob(node)).map(Blob::toText).contains("result of " + node);
    }
  }

  @Test
  void clear_removesSignaturesAndResults() {
    CacheBackend backend = open();
    store(backend, "one", "1");
    store(backend, "two", "2");
    backend.clear();
    assertThat(backend.getBlob("one")).isEmpty();
    assertThat(backend.getBlob("two")).isEmpty();
    backend.setBlob("one", Blob.ofText("anew"));
    assertThat(backend.getMeta("one")).isEmpty();
  }

  @Test
  void clear_removesOnlyItsOwn() {
    CacheBackend backend = open();
    CacheBackend beside = openBeside();
    store(backend, "node", "mine");
    store(beside, "node", "theirs");
    backend.clear();
    assertThat(backend.getMeta("node")).isEmpty();
    assertThat(beside.getMeta("node")).contains(signature("node", "of theirs"));
    assertThat(beside.getBlob("node")).map(Blob::toText).contains("theirs");
  }

  @Test
  void manyWriters_loseNothing() {
    CacheBackend backend = open();
    Race.run(
        Race.THREADS,
        thread -> {
          for (int i = 0; i < 20; i++) {
            store(backend, "node " + thread + "/" + i, thread + " and " + i);
          }
          return thread;
        });
    for (int thread = 0; thread < Race.THREADS; thread++) {
      for (int i = 0; i < 20; i++) {
        String node = "node " + thread + "/" + i;
        String result = thread + " and " + i;
        assertThat(backend.getMeta(node)).contains(signature(node, "of " + result));
        assertThat(backend.getBlob(node)).map(Blob::toText).contains(result);
      }
    }
  }

  @Test
  void writersOfOneNode_leaveWholeValues() {
    CacheBackend backend = open();
    store(backend, "node", "result 0");
    Race.run(
        Race.THREADS,
        thread -> {
          for (int i = 0; i < 20; i++) {
            store(backend, "node", "result " + thread);
            String found = backend.getBlob("node").map(Blob::toText).orElse("none");
            assertThat(found).matches("result \\d+");
            String inputs = backend.getMeta("node").map(NodeSignature::inputsHash).orElse("none");
            assertThat(inputs).matches("of result \\d+");
          }
          return thread;
        });
  }
}
