package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What code may not configure. From the environment: {@link DiskStorageProviderTest}. */
final class DiskStorageConfigTest {

  private static Arguments refused(String message, Consumer<DiskStorageConfig.Builder> call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        refused("maxSize (4095) must be at least 4096", b -> b.maxSize(4095)),
        refused("maxEntries (0) must be at least 1", b -> b.maxEntries(0)),
        refused("maxFiles (15) must be at least 16", b -> b.maxFiles(15)),
        refused(
            "maxValueSize (0) must be at least 1 and at most " + LargeFiles.LONGEST,
            b -> b.maxValueSize(0)),
        refused("largeValue (-1) must be at least 0 and at most 16777216", b -> b.largeValue(-1)),
        refused(
            "segmentSize (1) must be at least 65536 and at most 1073741824", b -> b.segmentSize(1)),
        refused("defaultTtl (PT0S) must be at least 1 ms", b -> b.defaultTtl(Duration.ZERO)));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void outOfRange_isRefused(String message, Consumer<DiskStorageConfig.Builder> call) {
    DiskStorageConfig.Builder builder = DiskStorageConfig.builder(Path.of("store"));
    assertThatThrownBy(() -> call.accept(builder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @SuppressWarnings("NullAway") // callers without NullAway can do it
  static Stream<Arguments> nulls() {
    return Stream.of(
        refused("sync", b -> b.sync(null)),
        refused("name", b -> b.name(null)),
        refused("listener", b -> b.listener(null)),
        refused("clock", b -> b.clock(null)),
        refused("ticker", b -> b.ticker(null)),
        refused("root", b -> DiskStorageConfig.builder(null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void null_isRefusedByName(String name, Consumer<DiskStorageConfig.Builder> call) {
    DiskStorageConfig.Builder builder = DiskStorageConfig.builder(Path.of("store"));
    assertThatThrownBy(() -> call.accept(builder))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(name);
  }

  @Test
  void nameWithLineBreak_isRefused() {
    DiskStorageConfig.Builder builder = DiskStorageConfig.builder(Path.of("store"));
    assertThatThrownBy(() -> builder.name("a\nb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name (a\\u000ab) must not be blank and not have control characters");
  }
}
