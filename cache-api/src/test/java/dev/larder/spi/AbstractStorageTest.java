package dev.larder.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.storage.BatchException;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Capability;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.StorageStats;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AbstractStorageTest {

  private static final CacheKey A = CacheKey.of("ns", "a");
  private static final CacheKey B = CacheKey.of("ns", "b");
  private static final CacheKey C = CacheKey.of("ns", "c");
  private static final Blob VALUE = Blob.ofText("value");
  private static final SaveOptions DEFAULTS = SaveOptions.defaults();

  private final List<String> heard = new ArrayList<>();
  private final HeapStorage storage =
      new HeapStorage(
          new CacheListener() {
            @Override
            public void onEviction(CacheKey key, EvictionCause cause) {
              heard.add(key + " " + cause);
              throw new IllegalStateException("a listener's own fault");
            }

            @Override
            public void onError(CacheException failure) {
              heard.add(failure.getMessage());
              throw new IllegalStateException("a listener's own fault");
            }
          },
          Capability.values());

  private static CacheException failure(ThrowingCallable call) {
    CacheException[] caught = new CacheException[1];
    assertThatExceptionOfType(CacheException.class).isThrownBy(call).satisfies(e -> caught[0] = e);
    return caught[0];
  }

  @Test
  void operations_areCounted() {
    storage.save(A, VALUE, DEFAULTS);
    storage.saveAll(List.of(SaveRequest.of(B, VALUE), SaveRequest.of(C, VALUE)));
    storage.load(A);
    storage.load(CacheKey.of("ns", "x"));
    storage.loadAll(List.of(A, B, CacheKey.of("ns", "y")));
    storage.openRead(A).orElseThrow().close();
    storage.delete(A);
    storage.delete(A);
    storage.evict(B, EvictionCause.SIZE);

    StorageStats stats = storage.stats();
    assertThat(stats.saves()).isEqualTo(3);
    assertThat(stats.hits()).isEqualTo(4);
    assertThat(stats.misses()).isEqualTo(2);
    assertThat(stats.hitRate()).isEqualTo(4 / 6.0);
    assertThat(stats.deletes()).isEqualTo(1);
    assertThat(stats.evictions(EvictionCause.SIZE)).isEqualTo(1);
    assertThat(stats.evictions(EvictionCause.EXPIRED)).isZero();
    assertThat(stats.errors()).isZero();
    assertThat(heard).containsExactly("ns/b SIZE");
  }

  @Test
  void strayException_becomesInternalWithOperationAndKey() {
    storage.faults.put(A, new UnsupportedOperationException("boom"));

    CacheException failure = failure(() -> storage.load(A));

    assertThat(failure)
        .hasMessage(
            "load ns/a: unexpected java.lang.UnsupportedOperationException: boom; see the cause")
        .hasCause(storage.faults.get(A));
    assertThat(failure.code()).isEqualTo(Code.INTERNAL);
    assertThat(heard).containsExactly(failure.getMessage());
    assertThat(storage.stats().errors()).isEqualTo(1);
  }

  @Test
  void illegalStateOfAProvider_isInternalToo() {
    storage.faults.put(A, new IllegalStateException("pool shut down"));
    assertThat(failure(() -> storage.load(A)).code()).isEqualTo(Code.INTERNAL);
    assertThat(storage.stats().errors()).isEqualTo(1);
  }

  @Test
  void brokenCondition_isNoError() {
    storage.save(A, VALUE, DEFAULTS);

    assertThat(failure(() -> storage.save(A, VALUE, DEFAULTS.onlyIfAbsent())).code())
        .isEqualTo(Code.ALREADY_EXISTS);
    assertThat(failure(() -> storage.save(A, VALUE, DEFAULTS.onlyIfVersion("x"))).code())
        .isEqualTo(Code.VERSION_CONFLICT);
    assertThat(storage.stats().errors()).isZero();
    assertThat(heard).isEmpty();
  }

  @Test
  void closedStorage_refusesEverythingButInfoCheckAndStats() {
    storage.save(A, VALUE, DEFAULTS);
    BlobWriter writer = storage.openWrite(B, DEFAULTS);
    storage.close();
    storage.close();

    List<Consumer<HeapStorage>> calls =
        List.of(
            s -> s.save(A, VALUE, DEFAULTS),
            s -> s.load(A),
            s -> s.stat(A),
            s -> s.exists(A),
            s -> s.delete(A),
            s -> s.listKeys(KeyQuery.in(Namespace.of("ns"))),
            s -> s.saveAll(List.of()),
            s -> s.loadAll(List.of()),
            s -> s.deleteAll(List.of()),
            s -> s.clear(Namespace.of("ns")),
            s -> s.openWrite(A, DEFAULTS),
            s -> s.openRead(A),
            s -> writer.write(1),
            s -> storage.check().failure().ifPresent(f -> throwIt(f)));
    for (Consumer<HeapStorage> call : calls) {
      assertThat(failure(() -> call.accept(storage)).code()).isEqualTo(Code.CLOSED);
    }
    assertThat(storage.closes).hasValue(1);
    assertThat(storage.info().mode()).isEqualTo("heap");
    assertThat(storage.stats().saves()).isEqualTo(1);
    assertThat(failure(() -> storage.load(A)))
        .hasMessage("load ns/a: the storage heap is closed; open a new one");
    writer.close();
  }

  private static void throwIt(CacheException failure) {
    throw failure;
  }

  @Test
  void openStorage_checksOk() {
    assertThat(storage.check().isOk()).isTrue();
  }

  @Test
  void undeclaredCapability_isRefused() {
    HeapStorage bare = new HeapStorage(CacheListener.NONE);
    List<ThrowingCallable> uses =
        List.of(
            () -> bare.save(A, VALUE, DEFAULTS.withTtl(Duration.ofDays(1))),
            () -> bare.save(A, VALUE, DEFAULTS.onlyIfAbsent()),
            () -> bare.save(A, VALUE, DEFAULTS.withAttribute("a", "b")),
            () -> bare.save(A, VALUE, DEFAULTS.withTags("t")),
            () -> bare.save(A, Blob.empty(), DEFAULTS),
            () -> bare.listKeys(KeyQuery.in(Namespace.of("ns"))),
            () -> bare.openWrite(A, DEFAULTS),
            () -> bare.openRead(A));
    for (ThrowingCallable use : uses) {
      assertThat(failure(use).code()).isEqualTo(Code.UNSUPPORTED);
    }
    assertThat(failure(uses.get(1)))
        .hasMessage(
            "save ns/a: the storage heap has no CONDITIONAL_SAVE; choose one that declares it");
    assertThat(bare.exists(A)).isFalse();
  }

  @Test
  void tooLargeValue_leavesTheOldOne() {
    storage.save(A, VALUE, DEFAULTS);
    Blob large = Blob.wrap(new byte[HeapStorage.MAX_VALUE_SIZE + 1]);

    CacheException failure = failure(() -> storage.save(A, large, DEFAULTS));

    assertThat(failure.code()).isEqualTo(Code.TOO_LARGE);
    assertThat(failure)
        .hasMessage(
            "save ns/a: the value has 1048577 bytes or more, and heap takes at most 1048576; raise"
                + " the limit or keep large values elsewhere");
    assertThat(storage.load(A).orElseThrow().value()).isEqualTo(VALUE);
  }

  @Test
  void batch_savesWhatItCan() {
    storage.faults.put(B, new CacheException(Code.NO_SPACE, "save", B, "full; make room"));
    Blob large = Blob.wrap(new byte[HeapStorage.MAX_VALUE_SIZE + 1]);
    List<SaveRequest> requests =
        List.of(SaveRequest.of(A, VALUE), SaveRequest.of(B, VALUE), SaveRequest.of(C, large));

    BatchException failure = (BatchException) failure(() -> storage.saveAll(requests));

    assertThat(failure.failures()).containsOnlyKeys(B, C);
    assertThat(failure.failures().get(B).code()).isEqualTo(Code.NO_SPACE);
    assertThat(failure.failures().get(C).code()).isEqualTo(Code.TOO_LARGE);
    assertThat(storage.exists(A)).isTrue();
    assertThat(storage.stats().saves()).isEqualTo(1);
    assertThat(((BatchException) failure(() -> storage.loadAll(List.of(A, B)))).failures())
        .containsOnlyKeys(B);
    assertThat(((BatchException) failure(() -> storage.deleteAll(List.of(B, A)))).failures())
        .containsOnlyKeys(B);
    assertThat(storage.exists(A)).isFalse();
  }

  @Test
  void batchWithDuplicates_countsTheLast() {
    Blob last = Blob.ofText("last");
    assertThat(storage.saveAll(List.of(SaveRequest.of(A, VALUE), SaveRequest.of(A, last))))
        .containsOnlyKeys(A);
    assertThat(storage.loadAll(List.of(A, A, B)))
        .hasSize(1)
        .hasEntrySatisfying(A, entry -> assertThat(entry.value()).isEqualTo(last));
    assertThat(storage.deleteAll(List.of(A, A, B))).isEqualTo(1);
  }

  @Test
  void clear_removesPageByPageAndOneNamespaceOnly() {
    for (int i = 0; i < 2_500; i++) {
      storage.save(CacheKey.of("ns", "k" + i), VALUE, DEFAULTS);
    }
    storage.save(CacheKey.of("other", "k"), VALUE, DEFAULTS);

    assertThat(storage.clear(Namespace.of("ns"))).isEqualTo(2_500);
    assertThat(storage.listKeys(KeyQuery.in(Namespace.of("ns"))).keys()).isEmpty();
    assertThat(storage.exists(CacheKey.of("other", "k"))).isTrue();
    assertThat(storage.stats().deletes()).isEqualTo(2_500);
  }

  @Test
  void writer_publishesOnCommitOnly() {
    try (BlobWriter writer = storage.openWrite(A, DEFAULTS.withAttribute("a", "b"))) {
      writer.write('v');
      writer.write("al".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      writer.write(ByteBuffer.allocateDirect(1).put(0, (byte) 'u'));
      writer.write(ByteBuffer.wrap(new byte[] {'e'}));
      assertThat(storage.exists(A)).isFalse();
      assertThat(writer.commit().attributes()).isEqualTo(Map.of("a", "b"));
      assertThatIllegalStateException()
          .isThrownBy(() -> writer.write(1))
          .withMessage("write ns/a: the writer is COMMITTED; open another one");
      assertThatIllegalStateException().isThrownBy(writer::commit);
    }
    assertThat(storage.load(A).orElseThrow().value()).isEqualTo(VALUE);
    assertThat(storage.stats().saves()).isEqualTo(1);
  }

  @Test
  void closedWriter_publishesNothing() {
    BlobWriter writer = storage.openWrite(A, DEFAULTS);
    writer.write(1);
    writer.close();
    writer.close();
    assertThat(storage.exists(A)).isFalse();
    assertThatIllegalStateException().isThrownBy(writer::commit);
  }

  @Test
  void writerBeyondTheLimit_failsAndCannotCommit() {
    try (BlobWriter writer = storage.openWrite(A, DEFAULTS)) {
      byte[] half = new byte[HeapStorage.MAX_VALUE_SIZE / 2];
      writer.write(half);
      writer.write(half);
      assertThat(failure(() -> writer.write(1)).code()).isEqualTo(Code.TOO_LARGE);
      assertThatIllegalStateException()
          .isThrownBy(writer::commit)
          .withMessage("commit ns/a: the writer is FAILED; open another one");
    }
    assertThat(storage.exists(A)).isFalse();
  }

  @Test
  void reader_readsOneVersionToItsEnd() {
    storage.save(A, VALUE, DEFAULTS);
    BlobReader reader = storage.openRead(A).orElseThrow();
    storage.save(A, Blob.ofText("other"), DEFAULTS);
    storage.close();

    assertThat(reader.metadata().size()).isEqualTo(5);
    assertThat(reader.read()).isEqualTo('v');
    byte[] rest = new byte[9];
    assertThat(reader.read(rest)).isEqualTo(4);
    assertThat(reader.read()).isEqualTo(-1);
    reader.close();
    assertThatIllegalStateException()
        .isThrownBy(reader::read)
        .withMessage("read ns/a: the reader is closed; open another one");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without null checks may do
  void nullArgument_isNamed() {
    assertThatNullPointerException().isThrownBy(() -> storage.load(null)).withMessage("key");
    assertThatNullPointerException()
        .isThrownBy(() -> storage.save(A, null, DEFAULTS))
        .withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> storage.save(A, VALUE, null))
        .withMessage("options");
    assertThatNullPointerException().isThrownBy(() -> storage.listKeys(null)).withMessage("query");
    assertThatNullPointerException().isThrownBy(() -> storage.openRead(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> SaveRequest.of(A, null)).withMessage("value");
  }
}
