package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.SaveRequest;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Group: null arguments and interrupted threads. */
abstract class ArgumentContract extends ContractGroup {

  ArgumentContract(StorageContractTest kit) {
    super(kit);
  }

  private static void refusesNull(ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call);
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void nullToSave_isRefused() {
    refusesNull(() -> storage.save(null, text("value"), DEFAULTS));
    refusesNull(() -> storage.save(KEY, null, DEFAULTS));
    refusesNull(() -> storage.save(KEY, text("value"), null));
    assertThat(storage.exists(KEY)).isFalse();
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void nullKey_isRefused() {
    refusesNull(() -> storage.load(null));
    refusesNull(() -> storage.stat(null));
    refusesNull(() -> storage.exists(null));
    refusesNull(() -> storage.delete(null));
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void nullQueryAndNamespace_areRefused() {
    refusesNull(() -> storage.listKeys(null));
    refusesNull(() -> storage.clear(null));
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void nullToStreams_isRefused() {
    refusesNull(() -> storage.openRead(null));
    refusesNull(() -> storage.openWrite(null, DEFAULTS));
    refusesNull(() -> storage.openWrite(KEY, null));
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is tested
  void nullBatch_isRefused() {
    refusesNull(() -> storage.saveAll(null));
    refusesNull(() -> storage.loadAll(null));
    refusesNull(() -> storage.deleteAll(null));
  }

  @Test
  void nullInBatch_isRefused() {
    save(KEY, "value");
    SaveRequest request = SaveRequest.of(key("other"), text("value"));
    refusesNull(() -> storage.saveAll(Arrays.asList(request, null)));
    refusesNull(() -> storage.loadAll(Arrays.asList(KEY, null)));
    refusesNull(() -> storage.deleteAll(Arrays.asList(KEY, null)));
  }

  @ParameterizedTest
  @EnumSource
  void interruptedThread_worksOrIsCancelled(Operation operation) {
    List<Code> allowed =
        operation.needs().filter(need -> !declares(need)).isPresent()
            ? List.of(Code.UNSUPPORTED, Code.CANCELLED)
            : List.of(Code.CANCELLED);
    Thread.currentThread().interrupt();
    Throwable failure = catchThrowable(() -> operation.call(storage));
    boolean stillSet = Thread.interrupted();
    if (failure != null) {
      assertThat(failure).isInstanceOf(CacheException.class);
      assertThat(((CacheException) failure).code()).isIn(allowed);
    }
    assertThat(stillSet).as("the interrupt flag after " + operation.method()).isTrue();
    save(KEY, "still usable");
    assertThat(loaded(KEY)).contains("still usable");
  }
}
