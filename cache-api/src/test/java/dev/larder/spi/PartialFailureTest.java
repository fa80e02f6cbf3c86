package dev.larder.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.storage.BatchException;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a batch that fails for some keys did for the others, and what each failure is called. */
final class PartialFailureTest {

  private static final CacheKey A = CacheKey.of("ns", "a");
  private static final CacheKey B = CacheKey.of("ns", "b");
  private static final CacheKey C = CacheKey.of("ns", "c");
  private static final CacheKey MISSING = CacheKey.of("ns", "missing");
  private static final Blob VALUE = Blob.ofText("value");
  private static final Blob LARGE = Blob.wrap(new byte[HeapStorage.MAX_VALUE_SIZE + 1]);

  private final HeapStorage storage = new HeapStorage();

  private void saveThreeOfWhichOneBreaks() {
    List.of(A, B, C).forEach(key -> storage.save(key, VALUE, SaveOptions.defaults()));
    storage.faults.put(B, new CacheException(Code.UNAVAILABLE, "load", B, "gone; wait"));
  }

  private static Map<CacheKey, CacheException> failures(ThrowingCallable batch) {
    BatchException[] caught = new BatchException[1];
    assertThatExceptionOfType(BatchException.class).isThrownBy(batch).satisfies(e -> caught[0] = e);
    return caught[0].failures();
  }

  @Test
  void loadAll_countsHitsAndMissesOfTheOthers() {
    saveThreeOfWhichOneBreaks();

    assertThat(failures(() -> storage.loadAll(List.of(A, B, C, MISSING)))).containsOnlyKeys(B);

    assertThat(storage.stats().hits()).isEqualTo(2);
    assertThat(storage.stats().misses()).isEqualTo(1);
    assertThat(storage.stats().errors()).isEqualTo(1);
  }

  @Test
  void deleteAll_countsWhatItRemoved() {
    saveThreeOfWhichOneBreaks();

    assertThat(failures(() -> storage.deleteAll(List.of(A, B, C, MISSING)))).containsOnlyKeys(B);

    assertThat(storage.exists(A)).isFalse();
    assertThat(storage.stats().deletes()).isEqualTo(2);
  }

  @Test
  void clear_countsWhatItRemoved() {
    for (int i = 0; i < 1_500; i++) {
      storage.save(CacheKey.of("ns", "a" + i), VALUE, SaveOptions.defaults());
    }
    saveThreeOfWhichOneBreaks();

    CacheException cause = failures(() -> storage.clear(Namespace.of("ns"))).get(B);

    assertThat(cause).hasMessage("clear ns/b: gone; wait");
    assertThat(storage.stats().deletes()).isEqualTo(1_502);
  }

  @Test
  void causeOfAKey_namesTheBatch() {
    saveThreeOfWhichOneBreaks();
    CacheException fault = (CacheException) storage.faults.get(B);

    assertThat(failures(() -> storage.saveAll(List.of(SaveRequest.of(B, VALUE)))).get(B))
        .hasMessage("saveAll ns/b: gone; wait")
        .hasCause(fault);
    assertThat(failures(() -> storage.loadAll(List.of(B))).get(B).operation()).isEqualTo("loadAll");
    assertThat(failures(() -> storage.deleteAll(List.of(B))).get(B).operation())
        .isEqualTo("deleteAll");
  }

  @Test
  void batchThatFailsAsAWhole_keepsTheCausesOfIllegalRequests() {
    storage.batchFault = new CacheException(Code.UNAVAILABLE, "connect", null, "gone; wait");

    Map<CacheKey, CacheException> failures =
        failures(
            () -> storage.saveAll(List.of(SaveRequest.of(A, VALUE), SaveRequest.of(B, LARGE))));

    assertThat(failures).containsOnlyKeys(A, B);
    assertThat(failures.get(A)).hasMessage("saveAll ns/a: gone; wait").hasCause(storage.batchFault);
    assertThat(failures.get(A).code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(failures.get(B).code()).isEqualTo(Code.TOO_LARGE);
    assertThat(storage.stats().saves()).isZero();
  }

  @Test
  void batchThatFailsAsAWhole_isOneFailureWhereAllWasLegal() {
    storage.batchFault = new CacheException(Code.UNAVAILABLE, "connect", null, "gone; wait");
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> storage.saveAll(List.of(SaveRequest.of(A, VALUE))))
        .isNotInstanceOf(BatchException.class)
        .withMessage("saveAll: gone; wait");
  }

  @Test
  void conditionThatFailsAtTheCommit_isAFailedCommit() {
    try (BlobWriter writer = storage.openWrite(A, SaveOptions.defaults().onlyIfAbsent())) {
      writer.write(VALUE.buffer());
      storage.save(A, VALUE, SaveOptions.defaults());
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(writer::commit)
          .withMessage("commit ns/a: there is an entry; load it")
          .satisfies(
              failure -> {
                assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
                assertThat(failure.operation()).isEqualTo("commit");
                assertThat(failure).cause().hasMessage("save ns/a: there is an entry; load it");
              });
    }
    assertThat(storage.stats().errors()).isZero();
  }
}
