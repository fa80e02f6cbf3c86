package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a newer release are refused and not touched, whatever says that they are. */
final class NewerReleaseTest {

  private static final int VERSION_AT = 8;

  @TempDir Path root;
  private Layout layout = new Layout(Path.of(""));
  private Path segment = Path.of("");

  @BeforeEach
  void setUp() {
    layout = new Layout(root);
    segment = layout.segment(1);
    try (DiskStorage storage = open()) {
      storage.save(Stores.key("small"), Blob.ofText("small"), SaveOptions.defaults());
      storage.save(Stores.key("large"), Blob.ofText("x".repeat(2000)), SaveOptions.defaults());
    }
  }

  private DiskStorage open() {
    return DiskStorage.open(
        Stores.config(root, new FakeClock()).sync(SyncPolicy.NONE).largeValue(1000).build());
  }

  /** Writes a segment as a newer release would, with records that nobody here understands. */
  private void makeTheSegmentNewer() throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    bytes[VERSION_AT] = 2;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 36);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(36, (int) crc.getValue());
    for (int i = Segment.HEAD; i < bytes.length; i++) {
      bytes[i] ^= 0x33;
    }
    Files.write(segment, bytes);
    Files.delete(layout.hint(1));
  }

  private Path large() throws IOException {
    return Bits.files(layout.large()).get(0);
  }

  private void assertRefused(Path file) throws IOException {
    Map<Path, ByteBuffer> before = contents();
    CacheException refusal = catchThrowableOfType(CacheException.class, () -> open().close());
    assertThat(refusal.code()).isEqualTo(Code.UNSUPPORTED);
    assertThat(refusal)
        .hasMessage(
            "open: "
                + file
                + " has format version 2, and this release reads up to 1; use a newer release or"
                + " another directory");
    assertThat(contents()).isEqualTo(before);
  }

  private Map<Path, ByteBuffer> contents() throws IOException {
    Map<Path, ByteBuffer> contents = new HashMap<>();
    for (Path file : Bits.files(root)) {
      contents.put(file, ByteBuffer.wrap(Files.readAllBytes(file)));
    }
    return contents;
  }

  private void assertHoldsBoth() {
    try (DiskStorage storage = open()) {
      assertThat(storage.load(Stores.key("small")).map(Entry::value).map(Blob::toText))
          .hasValue("small");
      assertThat(storage.load(Stores.key("large")).map(Entry::value).map(Blob::toText))
          .hasValue("x".repeat(2000));
    }
  }

  @Test
  void segmentOfANewerRelease_isRefused() throws IOException {
    makeTheSegmentNewer();
    assertRefused(segment);
  }

  @Test
  void segmentOfANewerReleaseBesideADamagedFormat_isRefused() throws IOException {
    makeTheSegmentNewer();
    Bits.flip(layout.format(), 160);
    assertRefused(segment);
  }

  @Test
  void largeValueOfANewerReleaseBesideADamagedFormat_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(large());
    bytes[VERSION_AT] = 2;
    bytes[bytes.length - 1] ^= 1;
    Files.write(large(), bytes);
    Files.delete(layout.format());
    assertRefused(large());
  }

  @Test
  void damagedVersionOfThisRelease_isNotRefused() throws IOException {
    Bits.flip(segment, 8 * VERSION_AT + 1);
    Bits.flip(large(), 8 * VERSION_AT + 1);
    assertHoldsBoth();
    Files.delete(layout.format());
    assertHoldsBoth();
  }
}
