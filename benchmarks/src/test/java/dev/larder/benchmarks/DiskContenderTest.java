package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// LMDB is left out: it needs flags of the JVM, which only the comparison gives it.
final class DiskContenderTest {

  private static final int SIZE = 100;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMDB")
  void contender_findsItsValueWhenItIsOpenedAgain(DiskContender who) throws IOException {
    try (DiskSubject<?> subject = who.open(directory, SyncPolicy.NONE)) {
      put(subject, 7);
      assertThat(read(subject, 7, new byte[SIZE])).isEqualTo(SIZE);
      assertThat(read(subject, 8, new byte[SIZE])).isEqualTo(DiskSubject.MISS);
    }
    try (DiskSubject<?> subject = who.open(directory, SyncPolicy.BATCH)) {
      byte[] value = new byte[SIZE];
      DiskEntries.require(7, SIZE, value, read(subject, 7, value));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LMDB")
  void putsOfSomeThreads_areAllReadBack(DiskContender who)
      throws IOException, InterruptedException, ExecutionException {
    try (DiskSubject<?> subject = who.open(directory, SyncPolicy.BATCH)) {
      DiskPuts<?> puts = new DiskPuts<>(subject);
      assertThat(puts.run(4, 5).perSecond()).isPositive();
      assertThat(puts.run(1, 5).nanos().getTotalCount()).isPositive();
      puts.require();
    }
  }

  @Test
  void valueOfAnother_isAnError() {
    assertThatThrownBy(() -> DiskEntries.require(7, SIZE, DiskEntries.value(8, SIZE), SIZE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("entry 7 was not read back: 100 bytes of 100");
  }

  private static <K> void put(DiskSubject<K> subject, long number) throws IOException {
    subject.put(subject.key(DiskEntries.name(number)), DiskEntries.value(number, SIZE));
  }

  private static <K> int read(DiskSubject<K> subject, long number, byte[] into) throws IOException {
    return subject.read(subject.key(DiskEntries.name(number)), into);
  }
}
