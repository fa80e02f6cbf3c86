package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Capability;
import dev.larder.storage.CheckResult;
import dev.larder.storage.StorageInfo;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Group: opening, description, check and close. */
abstract class LifecycleContract extends ContractGroup {

  LifecycleContract(StorageContractTest kit) {
    super(kit);
  }

  @ParameterizedTest
  @EnumSource
  void closedStorage_refuses(Operation operation) {
    storage.close();
    refused(Code.CLOSED, operation.method(), operation.key(), () -> operation.call(storage));
  }

  @Test
  void closedTwice_isNoError() {
    storage.close();
    storage.close();
    assertThat(storage.check().isOk()).isFalse();
  }

  @Test
  @Tag(MANY_THREADS)
  void closedByManyAtOnce_isNoError() {
    save(KEY, "value");
    Race.run(
        Race.THREADS,
        thread -> {
          storage.close();
          return thread;
        });
    refused(Code.CLOSED, "load", KEY, () -> storage.load(KEY));
  }

  @Test
  @Tag(MANY_THREADS)
  void closedDuringUse_givesResultsOrClosed() {
    CountDownLatch inUse = new CountDownLatch(1);
    Race.run(
        8,
        thread -> {
          if (thread == 0) {
            assertThat(inUse.await(Race.DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            storage.close();
          }
          for (int i = 0; i < 50; i++) {
            saveOrClosed(thread);
            inUse.countDown();
          }
          return thread;
        });
  }

  private void saveOrClosed(int thread) {
    try {
      save(key("during/" + thread), "value");
      storage.load(KEY);
    } catch (CacheException failure) {
      assertThat(failure.code()).isEqualTo(Code.CLOSED);
    }
  }

  @Test
  void info_staysTheSame() {
    StorageInfo before = storage.info();
    save(KEY, "value");
    storage.close();
    assertThat(storage.info()).hasToString(before.toString());
  }

  @Test
  void info_saysWhatItIs() {
    StorageInfo info = storage.info();
    assertThat(info.mode()).matches("[a-z][a-z0-9_]*");
    assertThat(info.name()).isNotBlank();
    assertThat(info.location()).isNotBlank();
    assertThat(info.maxValueSize()).as("without a set limit").isGreaterThanOrEqualTo(16L << 20);
    Set<Capability> known = EnumSet.allOf(Capability.class);
    assertThat(known).containsAll(info.capabilities());
  }

  @Test
  void check_ofAnOpenStorageIsOk() {
    assertThat(storage.check()).isEqualTo(CheckResult.ok());
    save(KEY, "value");
    assertThat(storage.check()).isEqualTo(CheckResult.ok());
  }

  @Test
  void check_ofAClosedStorageIsClosed() {
    storage.close();
    CacheException failure = storage.check().failure().orElseThrow();
    assertThat(failure.code()).isEqualTo(Code.CLOSED);
    assertDescribed(failure, "check", null);
  }

  @Test
  void loadedBlob_outlivesTheStorage() {
    storage.save(KEY, noise(300_000), DEFAULTS);
    Blob loaded = storage.load(KEY).orElseThrow().value();
    storage.close();
    assertThat(loaded.equals(noise(300_000))).isTrue();
  }

  @Test
  void openReader_outlivesTheStorage() throws Exception {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    storage.save(KEY, noise(300_000), DEFAULTS);
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      storage.close();
      assertThat(Blob.wrap(reader.readAllBytes()).equals(noise(300_000))).isTrue();
    }
  }

  @Test
  void openWriter_canOnlyBeClosed() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    BlobWriter writer = storage.openWrite(KEY, DEFAULTS);
    writer.write(text("value").buffer());
    storage.close();
    assertThat(refusal(writer::commit).code()).isEqualTo(Code.CLOSED);
    writer.close();
    writer.close();
  }

  @Test
  void storagesOpenedOneByOne_areSeparate() {
    save(KEY, "in the first");
    assertThat(opened(setup()).load(KEY)).isEmpty();
  }
}
