package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.storage.CacheException.Code;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CacheExceptionTest {

  private static final CacheKey KEY = CacheKey.of("ns", "a");

  private static CacheException failure(CacheKey key, Code code) {
    return new CacheException(code, "save", key, "it broke; mend it");
  }

  @Test
  void message_hasOperationKeyAndRemedy() {
    CacheException failure = failure(KEY, Code.NO_SPACE);
    assertThat(failure).hasMessage("save ns/a: it broke; mend it");
    assertThat(failure.code()).isEqualTo(Code.NO_SPACE);
    assertThat(failure.operation()).isEqualTo("save");
    assertThat(failure.key()).hasValue(KEY);
    assertThat(failure(null, Code.CLOSED)).hasMessage("save: it broke; mend it");
    assertThat(failure(null, Code.CLOSED).key()).isEmpty();
  }

  @Test
  void onlyUnavailableAndTimeout_areRetryable() {
    assertThat(Arrays.stream(Code.values()).filter(code -> failure(KEY, code).isRetryable()))
        .containsExactly(Code.UNAVAILABLE, Code.TIMEOUT);
  }

  @Test
  void batch_namesKeysAndCodes() {
    Map<CacheKey, CacheException> failures = new LinkedHashMap<>();
    CacheKey other = CacheKey.of("ns", "b");
    failures.put(other, failure(KEY, Code.TIMEOUT));
    failures.put(KEY, failure(KEY, Code.NO_SPACE).during("saveAll", KEY));
    BatchException batch = new BatchException("saveAll", failures, 5);

    assertThat(batch)
        .hasMessage(
            "saveAll: 2 of 5 keys failed {ns/a=NO_SPACE, ns/b=TIMEOUT}; failures() tells the cause"
                + " of each")
        .hasCause(failures.get(KEY));
    assertThat(batch.code()).isEqualTo(Code.INTERNAL);
    assertThat(batch.failures()).containsOnlyKeys(KEY, other).containsEntry(KEY, failures.get(KEY));
    assertThat(batch.failures().get(other))
        .hasMessage("saveAll ns/b: it broke; mend it")
        .hasCause(failures.get(other));
    assertThat(batch.done()).isEqualTo(3);
    assertThat(batch.isRetryable()).isFalse();
  }

  @Test
  void failureDuringAnother_keepsCodeAndWords() {
    CacheException failure = failure(KEY, Code.NO_SPACE);
    CacheException commit = failure.during("commit", KEY);

    assertThat(commit).hasMessage("commit ns/a: it broke; mend it").hasCause(failure);
    assertThat(commit.code()).isEqualTo(Code.NO_SPACE);
    assertThat(commit.operation()).isEqualTo("commit");
    assertThat(commit.key()).contains(KEY);
    assertThat(failure.during("listKeys", null))
        .hasMessage("listKeys: it broke; mend it")
        .hasCause(failure);
    assertThat(failure.during("save", KEY)).isSameAs(failure);
  }

  @Test
  void batchThatFoundFewer_saysHowMany() {
    Map<CacheKey, CacheException> failures = Map.of(KEY, failure(KEY, Code.TIMEOUT));
    assertThat(new BatchException("loadAll", failures, 5, 2).done()).isEqualTo(2);
  }

  @Test
  void batchOfOneKindOfFailure_hasItsCode() {
    BatchException batch =
        new BatchException("loadAll", Map.of(KEY, failure(KEY, Code.UNAVAILABLE)), 1);
    assertThat(batch.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(batch.isRetryable()).isTrue();
  }

  @Test
  void largeBatch_showsTenKeys() {
    Map<CacheKey, CacheException> failures = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      failures.put(CacheKey.of("ns", "k" + i), failure(KEY, Code.TIMEOUT));
    }
    assertThat(new BatchException("saveAll", failures, 20).getMessage())
        .contains("20 of 20 keys failed")
        .contains("} and others; failures()")
        .doesNotContain("k9=");
  }

  @Test
  void batchWithoutFailures_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchException("saveAll", Map.of(), 1))
        .withMessage("failures must not be empty");
  }
}
