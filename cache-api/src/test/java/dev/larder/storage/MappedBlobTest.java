package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blobs over a mapped file. */
final class MappedBlobTest {

  // More than the streams copy at a time, and no whole number of pages.
  private static final int SIZE = 100_003;

  private final byte[] bytes = new byte[SIZE];
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    new Random(7).nextBytes(bytes);
    file = Files.write(directory.resolve("value"), bytes);
  }

  /** Maps the whole file; a mapping outlives its channel. */
  private ByteBuffer mapped() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, SIZE);
    }
  }

  private static void assertHolds(Blob blob, byte[] expected) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    blob.writeTo(written);
    assertThat(blob.isDirect()).isTrue();
    assertThat(blob.size()).isEqualTo(expected.length);
    assertThat(blob.byteAt(0)).isEqualTo(expected[0]);
    assertThat(blob.byteAt(expected.length - 1)).isEqualTo(expected[expected.length - 1]);
    assertThatThrownBy(() -> blob.byteAt(expected.length))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(blob.buffer()).isEqualTo(ByteBuffer.wrap(expected));
    assertThat(Arrays.equals(blob.toByteArray(), expected)).isTrue();
    assertThat(Arrays.equals(blob.openStream().readAllBytes(), expected)).isTrue();
    assertThat(Arrays.equals(written.toByteArray(), expected)).isTrue();
    assertThat(blob).isEqualTo(Blob.wrap(expected)).hasSameHashCodeAs(Blob.wrap(expected));
    assertThat(Blob.wrap(expected)).isEqualTo(blob);
  }

  @Test
  void mappedFile_isReadAsItIs() throws IOException {
    assertHolds(Blob.wrap(mapped()), bytes);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 4096", "1, 4095", "4095, 2", "8191, 50000", "100002, 1", "1, 100002"})
  void sliceOfAMapping_isThatPartOfTheFile(int offset, int size) throws IOException {
    byte[] part = Arrays.copyOfRange(bytes, offset, offset + size);
    ByteBuffer mapped = mapped();
    assertHolds(Blob.wrap(mapped.slice(offset, size)), part);
    assertHolds(Blob.wrap(mapped.duplicate().position(offset).limit(offset + size)), part);
    assertHolds(Blob.wrap(Blob.wrap(mapped).buffer().slice(offset, size)), part);
    assertThat(mapped.position()).isZero();
  }

  @Test
  void partOfTheFileMapped_beginsAnywhere() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer part = channel.map(MapMode.READ_ONLY, 5_001, 60_000);
      assertHolds(Blob.wrap(part), Arrays.copyOfRange(bytes, 5_001, 65_001));
    }
  }

  @Test
  void emptySlice_isTheEmptyBlob() throws IOException {
    assertThat(Blob.wrap(mapped().slice(SIZE, 0))).isSameAs(Blob.empty());
  }

  @Test
  void copy_isOnTheHeap() throws IOException {
    Blob copy = Blob.copyOf(mapped().slice(10, 20));
    assertThat(copy.isDirect()).isFalse();
    assertThat(copy.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 10, 30));
  }

  @Test
  void views_areReadOnlyBigEndianAndTheirOwn() throws IOException {
    ByteBuffer writable;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      writable = channel.map(MapMode.READ_WRITE, 0, SIZE).order(ByteOrder.LITTLE_ENDIAN);
    }
    Blob blob = Blob.wrap(writable);
    ByteBuffer view = blob.buffer();
    view.getInt();
    assertThatThrownBy(() -> view.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    assertThat(blob.buffer().position()).isZero();
    assertThat(blob.buffer().getInt()).isEqualTo(ByteBuffer.wrap(bytes).getInt());
  }

  @Test
  void deletedFile_staysReadable() throws IOException {
    Blob blob = Blob.wrap(mapped());
    Files.delete(file);
    assertHolds(blob, bytes);
  }

  @Test
  void text_isReadFromTheMapping() throws IOException {
    file = Files.writeString(directory.resolve("text"), "größe".repeat(SIZE / 7 + 1));
    assertThat(Blob.wrap(mapped().slice(7, 7)).toText()).isEqualTo("größe");
  }
}
