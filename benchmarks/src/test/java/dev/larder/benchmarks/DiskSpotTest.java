package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskSpotTest {

  @TempDir private Path directory;

  @Test
  void hole_takesNoRoom() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("a").toFile(), "rw")) {
      file.setLength(64 << 20);
      file.write(new byte[100_000]);
    }
    assertThat(DiskSpot.bytes(directory)).isBetween(100_000L, 1_000_000L);
  }

  @Test
  void deletedDirectory_isGoneWithAllInIt() throws IOException {
    Path inner = Files.createDirectories(directory.resolve("a").resolve("b"));
    Files.writeString(inner.resolve("c"), "d");
    DiskSpot.delete(directory.resolve("a"));
    assertThat(directory).isEmptyDirectory();
    DiskSpot.delete(directory.resolve("a"));
  }

  @Test
  void sizeOfRange_isItsEndMinusItsStart() {
    assertThat(DiskSpaceProbe.size("7f10a0000000-7f10a4000000")).isEqualTo(64 << 20);
  }
}
