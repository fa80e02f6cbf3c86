package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Capability;
import dev.larder.storage.SaveRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Group: the largest value. */
abstract class SizeContract extends ContractGroup {

  /** What the kit asks for. */
  static final int LIMIT = 10_000;

  /** The largest limit that is tried out; beyond, only that more than {@code LIMIT} is taken. */
  static final long TESTABLE = 16L << 20;

  SizeContract(StorageContractTest kit) {
    super(kit);
  }

  @BeforeEach
  void openLimited() {
    storage = opened(setup().withMaxValueSize(LIMIT));
  }

  private boolean isTestable() {
    return storage.info().maxValueSize() <= TESTABLE;
  }

  /** Returns a value that fits; the largest, where sizes are those of the values. */
  private Blob fitting() {
    int limit = isTestable() ? (int) storage.info().maxValueSize() : 4 * LIMIT;
    return noise(declares(Capability.EXACT_SIZE) ? limit : limit / 2);
  }

  /** Returns a value that does not fit; the smallest, where sizes are those of the values. */
  private Blob tooLarge() {
    int limit = (int) storage.info().maxValueSize();
    return noise(declares(Capability.EXACT_SIZE) ? limit + 1 : 2 * limit);
  }

  @Test
  void setLimit_isDeclaredOrALargerOne() {
    assertThat(storage.info().maxValueSize()).isGreaterThanOrEqualTo(LIMIT);
  }

  @Test
  void largestValue_isSaved() {
    storage.save(KEY, fitting(), DEFAULTS);
    assertThat(storage.load(KEY).orElseThrow().value().equals(fitting())).isTrue();
  }

  @Test
  void largerValue_isRefused() {
    if (isTestable()) {
      Blob tooLarge = tooLarge();
      refused(Code.TOO_LARGE, "save", KEY, () -> storage.save(KEY, tooLarge, DEFAULTS));
      assertThat(storage.exists(KEY)).isFalse();
    } else {
      largestValue_isSaved();
    }
  }

  @Test
  void largerValueThatCompresses_isRefusedToo() {
    save(KEY, "old");
    if (isTestable()) {
      Blob zeros = Blob.wrap(new byte[(int) storage.info().maxValueSize() + 1]);
      refused(Code.TOO_LARGE, "save", KEY, () -> storage.save(KEY, zeros, DEFAULTS));
      CacheException batch = refusal(() -> storage.saveAll(List.of(SaveRequest.of(KEY, zeros))));
      assertThat(batch.code()).isEqualTo(Code.TOO_LARGE);
      if (declares(Capability.STREAMING)) {
        assertThat(refusal(() -> stream(zeros)).code()).isEqualTo(Code.TOO_LARGE);
      }
    }
    assertThat(loaded(KEY)).contains("old");
  }

  @Test
  void refusedValue_leavesTheOldOne() {
    save(KEY, "old");
    if (isTestable()) {
      Blob tooLarge = tooLarge();
      refused(Code.TOO_LARGE, "save", KEY, () -> storage.save(KEY, tooLarge, DEFAULTS));
    }
    assertThat(loaded(KEY)).contains("old");
  }

  @Test
  void refusedValue_isHeardOf() {
    if (isTestable()) {
      Blob tooLarge = tooLarge();
      CacheException failure = refusal(() -> storage.save(KEY, tooLarge, DEFAULTS));
      if (declares(Capability.EXACT_SIZE)) {
        assertThat(heard.errors()).containsExactly(failure);
      } else {
        // A layer that changes bytes refuses before the storage inside, whose listener it is, does.
        assertThat(heard.errors()).isSubsetOf(failure);
      }
    } else {
      largestValue_isSaved();
      assertThat(heard.errors()).isEmpty();
    }
  }

  @Test
  void throwingListener_changesNothing() {
    heard.throwFromNowOn();
    if (isTestable()) {
      Blob tooLarge = tooLarge();
      refused(Code.TOO_LARGE, "save", KEY, () -> storage.save(KEY, tooLarge, DEFAULTS));
    }
    save(KEY, "new");
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  void largestStream_isSaved() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    stream(fitting());
    assertThat(storage.load(KEY).orElseThrow().value().equals(fitting())).isTrue();
  }

  @Test
  void largerStream_isRefused() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    save(KEY, "old");
    if (isTestable()) {
      Blob tooLarge = tooLarge();
      CacheException failure = refusal(() -> stream(tooLarge));
      assertThat(failure.code()).isEqualTo(Code.TOO_LARGE);
      assertThat(failure.operation()).isIn("write", "commit");
      assertDescribed(failure, failure.operation(), KEY);
    }
    assertThat(loaded(KEY)).contains("old");
  }

  private void stream(Blob value) {
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      byte[] bytes = value.toByteArray();
      int half = bytes.length / 2;
      writer.write(bytes, 0, half);
      writer.write(bytes, half, bytes.length - half);
      writer.commit();
    }
  }
}
