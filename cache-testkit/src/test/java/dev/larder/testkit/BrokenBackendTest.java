package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.backend.CacheBackend;
import dev.larder.backend.NodeSignature;
import dev.larder.storage.Blob;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The backend kit finds every fault, by the tests that are named for the rule. */
final class BrokenBackendTest {

  private static volatile Supplier<Backend> subject = Backend::new;

  /** A right backend in two maps, made to be wrong in one method. */
  static class Backend implements CacheBackend {

    final Map<String, NodeSignature> metas = new ConcurrentHashMap<>();
    final Map<String, Blob> blobs = new ConcurrentHashMap<>();
    Backend beside;

    @Override
    public Optional<NodeSignature> getMeta(String node) {
      NodeSignature found = metas.get(node);
      if (found == null || !blobs.containsKey(node) || found.codeHash().equals("spoilt")) {
        metas.remove(node);
        return Optional.empty();
      }
      return Optional.of(found);
    }

    @Override
    public void setMeta(NodeSignature signature) {
      metas.put(signature.node(), signature);
    }

    @Override
    public Optional<Blob> getBlob(String key) {
      return Optional.ofNullable(blobs.get(key));
    }

    @Override
    public void setBlob(String key, Blob value) {
      blobs.put(key, value);
    }

    @Override
    public void clear() {
      metas.clear();
      blobs.clear();
    }
  }

  /** The kit, run against the fault at hand. */
  static final class Subject extends CacheBackendContractTest {

    private Backend backend;

    @Override
    protected CacheBackend open() {
      backend = subject.get();
      return backend;
    }

    @Override
    protected CacheBackend openBeside() {
      backend.beside = subject.get();
      return backend.beside;
    }

    @Override
    protected void evictBlob(String key) {
      backend.blobs.clear();
    }

    @Override
    protected void spoilMeta(String node) {
      NodeSignature spoilt = new NodeSignature(node, "spoilt", "", "", "", Instant.EPOCH);
      backend.metas.replaceAll((name, old) -> spoilt);
    }
  }

  /** A backend with one thing wrong, and the tests that have to fail for it. */
  record Flaw(String what, Supplier<Backend> open, Set<String> expected) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Flaw flaw(String what, Supplier<Backend> open, String... expected) {
    return new Flaw(what, open, new TreeSet<>(List.of(expected)));
  }

  static Stream<Flaw> flaws() {
    return Stream.of(signatureParts(), signatures(), results(), pairs(), clearing(), threads())
        .flatMap(List::stream);
  }

  private static List<Flaw> signatureParts() {
    return List.of(
        flaw(
            "loses the hash of the inputs",
            () ->
                new Backend() {
                  @Override
                  public void setMeta(NodeSignature s) {
                    super.setMeta(
                        new NodeSignature(
                            s.node(), s.codeHash(), s.envHash(), "", s.depsHash(), s.timestamp()));
                  }
                },
            "Subject.clear_removesOnlyItsOwn",
            "Subject.everyPartOfASignature_comesBack",
            "Subject.manyWriters_loseNothing",
            "Subject.storedAgain_isReplaced",
            "Subject.storedNode_comesBack",
            "Subject.unreadableSignature_isAMiss",
            "Subject.unusualNames_areNodesOfTheirOwn",
            "Subject.writersOfOneNode_leaveWholeValues"),
        flaw(
            "forgets the time",
            () ->
                new Backend() {
                  @Override
                  public void setMeta(NodeSignature s) {
                    boolean odd = s.timestamp().isBefore(Instant.parse("2000-01-01T00:00:00Z"));
                    Instant second = Instant.ofEpochSecond(s.timestamp().getEpochSecond());
                    metas.put(
                        s.node(),
                        odd
                            ? new NodeSignature(
                                s.node(), s.codeHash(), s.envHash(), s.inputsHash(), "", second)
                            : s);
                  }
                },
            "Subject.everyPartOfASignature_comesBack"));
  }

  private static List<Flaw> signatures() {
    return List.of(
        flaw(
            "keeps the first signature",
            () ->
                new Backend() {
                  @Override
                  public void setMeta(NodeSignature s) {
                    metas.putIfAbsent(s.node(), s);
                  }
                },
            "Subject.storedAgain_isReplaced"),
        flaw(
            "returns an unreadable signature",
            () ->
                new Backend() {
                  @Override
                  public Optional<NodeSignature> getMeta(String node) {
                    return Optional.ofNullable(metas.get(node))
                        .filter(s -> blobs.containsKey(node))
                        .or(() -> super.getMeta(node));
                  }
                },
            "Subject.unreadableSignature_isAMiss"));
  }

  private static List<Flaw> results() {
    return List.of(
        flaw(
            "invents a result",
            () ->
                new Backend() {
                  @Override
                  public Optional<Blob> getBlob(String key) {
                    return Optional.of(
                        blobs.isEmpty() && metas.isEmpty()
                            ? Blob.ofText("invented")
                            : blobs.getOrDefault(key, Blob.ofText("none")));
                  }
                },
            "Subject.clear_removesSignaturesAndResults",
            "Subject.evictedResult_isAMiss",
            "Subject.missingNode_isEmpty"),
        flaw(
            "cuts results at 64 KiB",
            () ->
                new Backend() {
                  @Override
                  public void setBlob(String key, Blob value) {
                    boolean large = value.size() > 65_536;
                    blobs.put(key, large ? Blob.wrap(value.toByteArray(), 0, 65_536) : value);
                  }
                },
            "Subject.largeResult_comesBack"),
        flaw(
            "ignores case",
            () ->
                new Backend() {
                  @Override
                  public void setBlob(String key, Blob value) {
                    super.setBlob(key.toLowerCase(Locale.ROOT), value);
                  }
                },
            "Subject.unusualNames_areNodesOfTheirOwn"));
  }

  private static List<Flaw> pairs() {
    return List.of(
        flaw(
            "takes a result for a signature",
            () ->
                new Backend() {
                  @Override
                  public Optional<NodeSignature> getMeta(String node) {
                    return super.getMeta(node)
                        .or(
                            () ->
                                Optional.ofNullable(blobs.get(node))
                                    .map(
                                        b ->
                                            new NodeSignature(
                                                node, "", "", "", "", Instant.EPOCH)));
                  }
                },
            "Subject.clear_removesSignaturesAndResults",
            "Subject.resultAlone_isNoSignature",
            "Subject.signatureOfAnEvictedResult_isRemoved",
            "Subject.unreadableSignature_isAMiss"),
        flaw(
            "does not look for the result",
            () ->
                new Backend() {
                  @Override
                  public Optional<NodeSignature> getMeta(String node) {
                    return Optional.ofNullable(metas.get(node))
                        .filter(s -> !s.codeHash().equals("spoilt"));
                  }
                },
            "Subject.evictedResult_isAMiss",
            "Subject.signatureOfAnEvictedResult_isRemoved"),
        flaw(
            "leaves the signature of a lost result",
            () ->
                new Backend() {
                  @Override
                  public Optional<NodeSignature> getMeta(String node) {
                    return Optional.ofNullable(metas.get(node))
                        .filter(s -> blobs.containsKey(node) && !s.codeHash().equals("spoilt"));
                  }
                },
            "Subject.signatureOfAnEvictedResult_isRemoved"));
  }

  private static List<Flaw> clearing() {
    return List.of(
        flaw(
            "clears results only",
            () ->
                new Backend() {
                  @Override
                  public void clear() {
                    blobs.clear();
                  }
                },
            "Subject.clear_removesSignaturesAndResults"),
        flaw(
            "clears everything beside it",
            () ->
                new Backend() {
                  @Override
                  public void clear() {
                    super.clear();
                    if (beside != null) {
                      beside.blobs.clear();
                    }
                  }
                },
            "Subject.clear_removesOnlyItsOwn"));
  }

  private static List<Flaw> threads() {
    return List.of(
        flaw(
            "loses one result of many writers",
            () ->
                new Backend() {
                  @Override
                  public void setBlob(String key, Blob value) {
                    if (!key.equals("node 7/7")) {
                      super.setBlob(key, value);
                    }
                  }
                },
            "Subject.manyWriters_loseNothing"),
        flaw(
            "shows half a result",
            () ->
                new Backend() {
                  @Override
                  public void setBlob(String key, Blob value) {
                    if (value.toText().matches("result (0|2|4|6|8|10|12)")) {
                      super.setBlob(key, Blob.ofText("resu"));
                      letOthersGo();
                    }
                    super.setBlob(key, value);
                  }

                  /** Between a result and the look at it, which nobody else may get into. */
                  @Override
                  public void setMeta(NodeSignature s) {
                    super.setMeta(s);
                    letOthersGo();
                  }

                  private void letOthersGo() {
                    LockSupport.parkNanos(500_000);
                  }
                },
            "Subject.writersOfOneNode_leaveWholeValues"));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void flaw_failsTheTestsOfItsRuleAndNoOther(Flaw flaw) {
    subject = flaw.open();
    assertThat(KitRun.failing(Subject.class, true, flaw.expected()))
        .containsExactlyInAnyOrderElementsOf(flaw.expected());
  }

  @Test
  void everyTestOfTheKit_failsForSomeFlaw() {
    Set<String> unproved = KitRun.ownTests(CacheBackendContractTest.class);
    flaws().map(Flaw::expected).forEach(unproved::removeAll);
    assertThat(unproved).isEmpty();
  }
}
