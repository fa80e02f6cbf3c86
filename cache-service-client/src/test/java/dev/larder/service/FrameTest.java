package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Values in frames: all of them come back, and no damaged one. */
class FrameTest {

  private static final SaveOptions LABELS =
      SaveOptions.defaults().withAttribute("who", "日本 \n").withAttribute("n", "").withTags("a:b");

  private static EntryMetadata metadata(long size) {
    return EntryMetadata.builder(size, "v-1", Instant.ofEpochMilli(1_763_700_000_123L))
        .expiresAt(Instant.ofEpochMilli(1_763_700_009_999L))
        .labels(LABELS)
        .build();
  }

  private static Blob noise(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return Blob.wrap(bytes);
  }

  private static byte[] sent(RequestBody body) throws IOException {
    byte[] bytes = body.open().readAllBytes();
    assertThat(body.length()).isEqualTo(bytes.length);
    assertThat(body.open().readAllBytes()).as("opened again").isEqualTo(bytes);
    return bytes;
  }

  private static byte[] framed(Blob value, long compressAbove) throws IOException {
    return sent(Frame.of(value, metadata(value.size()), compressAbove));
  }

  private static void assertComesBack(Blob value, byte[] frame) throws IOException {
    Entry entry = Frame.read(Blob.wrap(frame));
    assertThat(entry.value().equals(value)).isTrue();
    assertThat(entry.metadata()).isEqualTo(metadata(value.size()));
    assertThat(FrameHead.read(new ByteArrayInputStream(frame)).metadata())
        .isEqualTo(entry.metadata());
    try (Spool spool = Spool.of(new ByteArrayInputStream(frame));
        BlobReader reader = Frame.read(spool)) {
      assertThat(reader.metadata()).isEqualTo(entry.metadata());
      assertThat(Blob.wrap(reader.readAllBytes()).equals(value)).isTrue();
    }
  }

  @Test
  void valuesOfEverySize_comeBack() throws IOException {
    for (int size : new int[] {0, 1, 100, 65_536, 65_537, Spool.ON_HEAP + 1}) {
      assertComesBack(noise(size), framed(noise(size), Long.MAX_VALUE));
      assertComesBack(noise(size), framed(noise(size), 0));
    }
  }

  @Test
  void plainMetadata_comesBack() throws IOException {
    EntryMetadata plain = EntryMetadata.builder(1, "v", Instant.EPOCH).build();
    byte[] frame = sent(Frame.of(Blob.ofText("x"), plain, 0));
    assertThat(Frame.read(Blob.wrap(frame)).metadata()).isEqualTo(plain);
  }

  @Test
  void repetitiveValue_isDeflated() throws IOException {
    Blob value = Blob.ofText("again and ".repeat(10_000));
    byte[] frame = framed(value, 1_000);
    assertThat(frame).hasSizeLessThan(10_000);
    assertComesBack(value, frame);
    assertThat(framed(value, value.size())).hasSizeGreaterThan(value.size());
  }

  @Test
  void noise_isKeptAsItIs() throws IOException {
    byte[] frame = framed(noise(5_000), 0);
    assertThat(FrameHead.read(new ByteArrayInputStream(frame)).deflated()).isFalse();
  }

  @Test
  void spooledValue_comesBack() throws IOException {
    Blob value = Blob.ofText("again and ".repeat(300_000));
    try (Spool spool = Spool.of(value.openStream());
        Spool smaller = Frame.deflated(spool)) {
      assertThat(smaller.size()).isLessThan(spool.size());
      assertComesBack(value, sent(Frame.of(spool, new FrameHead(metadata(value.size()), false))));
      assertComesBack(value, sent(Frame.of(smaller, new FrameHead(metadata(value.size()), true))));
    }
  }

  @Test
  void truncatedFrame_isDamaged() throws IOException {
    byte[] frame = framed(Blob.ofText("value"), 0);
    for (int length = 0; length < frame.length; length++) {
      assertDamaged(Arrays.copyOf(frame, length));
    }
  }

  @Test
  void longerFrame_isDamaged() throws IOException {
    byte[] frame = framed(Blob.ofText("value"), 0);
    assertDamaged(Arrays.copyOf(frame, frame.length + 1));
  }

  @Property(tries = 2_000)
  void flippedBit_isFound(@ForAll @IntRange(max = 100_000) int bit) throws IOException {
    byte[] frame = framed(Blob.ofText("value"), 0);
    int at = bit / 8 % frame.length;
    frame[at] ^= (byte) (1 << bit % 8);
    assertDamaged(frame);
  }

  private static void assertDamaged(byte[] frame) {
    assertThatThrownBy(() -> Frame.read(Blob.wrap(frame)))
        .isInstanceOf(DamagedFrameException.class);
    assertThatThrownBy(
            () -> {
              try (Spool spool = Spool.of(new ByteArrayInputStream(frame))) {
                Frame.read(spool);
              }
            })
        .isInstanceOf(DamagedFrameException.class);
  }

  @Test
  void whatIsNoFrame_saysSo() {
    assertThatThrownBy(() -> Frame.read(Blob.ofText("{\"a\": \"JSON of Python\"}")))
        .isInstanceOf(DamagedFrameException.class)
        .hasMessage("it is not a frame");
  }
}
