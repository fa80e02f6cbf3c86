package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import dev.larder.testkit.RecordingStorage.Call;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clock, the flaky and the recording storage. */
final class DoublesTest {

  private static final CacheKey KEY = ContractGroup.KEY;

  private final FakeClock clock = new FakeClock();
  private final Storage storage = new ReferenceStorage(new StorageSetup(clock, new HeardEvents()));

  /** The flaky storage in which nothing fails keeps the contract. */
  @Nested
  final class Flaky extends StorageContractTest {
    @Override
    protected Storage open(StorageSetup setup) {
      return new FlakyStorage(new ReferenceStorage(setup));
    }
  }

  /** The recording storage keeps the contract. */
  @Nested
  final class Recording extends StorageContractTest {
    @Override
    protected Storage open(StorageSetup setup) {
      return new RecordingStorage(new ReferenceStorage(setup));
    }
  }

  @Test
  void advance_movesBothClocks() {
    Instant wall = clock.instant();
    long ticks = clock.nanos();
    clock.advance(Duration.ofMillis(2_500));
    assertThat(clock.instant()).isEqualTo(wall.plusMillis(2_500));
    assertThat(clock.ticker().getAsLong() - ticks).isEqualTo(2_500_000_000L);
  }

  @Test
  void ticker_overflowsWithinTheFirstSeconds() {
    long before = clock.nanos();
    clock.advance(Duration.ofSeconds(2));
    assertThat(before).isPositive();
    assertThat(clock.nanos()).isNegative();
  }

  @Test
  void setWall_leavesTheTicker() {
    long ticks = clock.nanos();
    clock.setWall(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.nanos()).isEqualTo(ticks);
  }

  @Test
  void advanceBackwards_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .withMessage("duration (PT-0.001S) must not be negative");
  }

  @Test
  void failBefore_hasNoEffect() {
    FlakyStorage flaky = new FlakyStorage(storage).failBefore("save", Code.TIMEOUT, 1);
    assertThatThrownBy(() -> flaky.save(KEY, Blob.ofText("a"), SaveOptions.defaults()))
        .hasMessage("save kit/some/key: made to fail before it took effect; try again");
    assertThat(storage.exists(KEY)).isFalse();
    flaky.save(KEY, Blob.ofText("a"), SaveOptions.defaults());
    assertThat(flaky.calls("save")).isEqualTo(2);
    assertThat(flaky.failures("save")).isEqualTo(1);
  }

  @Test
  void failAfter_hasItsEffect() {
    FlakyStorage flaky = new FlakyStorage(storage).failAfter("save", Code.UNAVAILABLE, 1);
    assertThatThrownBy(() -> flaky.save(KEY, Blob.ofText("a"), SaveOptions.defaults()))
        .hasMessage("save kit/some/key: made to fail after it took effect; try again");
    assertThat(storage.exists(KEY)).isTrue();
  }

  @Test
  void failures_comeInTheOrderOfAsking() {
    FlakyStorage flaky =
        new FlakyStorage(storage)
            .failBefore("load", Code.TIMEOUT, 2)
            .failBefore("load", Code.CORRUPT, 1);
    assertThat(codeOf(flaky)).isEqualTo(Code.TIMEOUT);
    assertThat(codeOf(flaky)).isEqualTo(Code.TIMEOUT);
    assertThat(codeOf(flaky)).isEqualTo(Code.CORRUPT);
    assertThat(flaky.load(KEY)).isEmpty();
  }

  private static Code codeOf(Storage flaky) {
    return ContractGroup.refusal(() -> flaky.load(KEY)).code();
  }

  @ParameterizedTest
  @EnumSource
  void everyOperation_canBeMadeToFail(Operation operation) {
    FlakyStorage flaky = new FlakyStorage(storage).failBefore(operation.method(), Code.NO_SPACE, 1);
    CacheException failure = ContractGroup.refusal(() -> operation.call(flaky));
    assertThat(failure.code()).isEqualTo(Code.NO_SPACE);
    ContractGroup.assertDescribed(failure, operation.method(), operation.key());
    assertThat(flaky.failures(operation.method())).isEqualTo(1);
  }

  @Test
  void check_returnsItsFailure() {
    FlakyStorage flaky = new FlakyStorage(storage).failBefore("check", Code.UNAVAILABLE, 1);
    assertThat(flaky.check().failure()).map(CacheException::code).contains(Code.UNAVAILABLE);
    assertThat(flaky.check().isOk()).isTrue();
  }

  @Test
  void noFailures_areRefused() {
    FlakyStorage flaky = new FlakyStorage(storage);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> flaky.failBefore("save", Code.TIMEOUT, 0))
        .withMessage("times (0) must be at least 1");
  }

  @ParameterizedTest
  @EnumSource
  void everyOperation_isRecorded(Operation operation) {
    RecordingStorage recording = new RecordingStorage(storage);
    operation.call(recording);
    assertThat(recording.calls()).hasSize(1);
    Call call = recording.calls(operation.method()).get(0);
    assertThat(call.key().isPresent()).isEqualTo(operation.key() != null);
  }

  @Test
  void calls_areToldInTheirOrder() {
    RecordingStorage recording = new RecordingStorage(storage);
    recording.load(KEY);
    recording.save(KEY, Blob.ofText("a"), SaveOptions.defaults());
    recording.check();
    recording.close();
    assertThat(recording.calls().toString())
        .isEqualTo("[load kit/some/key, save kit/some/key, check, close]");
    recording.forget();
    assertThat(recording.calls()).isEmpty();
  }

  @Test
  void doubles_declareEveryMethod() {
    for (Class<?> type : List.of(FlakyStorage.class, RecordingStorage.class)) {
      for (Method method : Storage.class.getMethods()) {
        boolean observed = !List.of("info", "close").contains(method.getName());
        boolean declared =
            Arrays.stream(type.getDeclaredMethods())
                .anyMatch(m -> m.getName().equals(method.getName()));
        assertThat(declared || !observed).as(type.getSimpleName() + "." + method).isTrue();
      }
    }
  }
}
