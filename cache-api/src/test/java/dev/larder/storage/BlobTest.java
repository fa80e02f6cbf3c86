package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class BlobTest {

  @Property
  void everyView_hasTheSameBytes(@ForAll byte[] bytes) throws IOException {
    for (Blob blob : new Blob[] {Blob.copyOf(bytes), Blob.wrap(direct(bytes)), padded(bytes)}) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      blob.writeTo(written);

      assertThat(blob.size()).isEqualTo(bytes.length);
      assertThat(blob.isEmpty()).isEqualTo(bytes.length == 0);
      assertThat(blob.toByteArray()).isEqualTo(bytes);
      assertThat(blob.buffer()).isEqualTo(ByteBuffer.wrap(bytes));
      for (int i = 0; i < bytes.length; i++) {
        assertThat(blob.byteAt(i)).isEqualTo(bytes[i]);
      }
      assertThat(blob.openStream().readAllBytes()).isEqualTo(bytes);
      assertThat(written.toByteArray()).isEqualTo(bytes);
      assertThat(blob).isEqualTo(Blob.wrap(bytes)).hasSameHashCodeAs(Blob.wrap(bytes));
    }
  }

  private static ByteBuffer direct(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 3).position(3);
    buffer.put(bytes);
    return buffer.position(3);
  }

  private static Blob padded(byte[] bytes) {
    byte[] larger = new byte[bytes.length + 5];
    System.arraycopy(bytes, 0, larger, 2, bytes.length);
    return Blob.wrap(larger, 2, bytes.length);
  }

  @Test
  void wrap_keepsTheArray() {
    byte[] bytes = {1, 2, 3};
    Blob blob = Blob.wrap(bytes);
    bytes[0] = 9;
    assertThat(blob.buffer().get(0)).isEqualTo((byte) 9);
  }

  @Test
  void copyOf_isNotChangedThroughItsSource() {
    byte[] bytes = {1, 2, 3};
    ByteBuffer buffer = ByteBuffer.wrap(bytes).position(1);
    Blob ofArray = Blob.copyOf(bytes);
    Blob ofBuffer = Blob.copyOf(buffer);
    Arrays.fill(bytes, (byte) 9);

    assertThat(ofArray.toByteArray()).containsExactly(1, 2, 3);
    assertThat(ofBuffer.toByteArray()).containsExactly(2, 3);
    assertThat(buffer.position()).isEqualTo(1);
  }

  @Test
  void toByteArray_isTheCallersOwn() {
    Blob blob = Blob.copyOf(new byte[] {1});
    blob.toByteArray()[0] = 2;
    assertThat(blob.toByteArray()).containsExactly(1);
  }

  @Test
  void buffer_isReadOnlyAndIndependent() {
    Blob blob = Blob.ofText("abc");
    ByteBuffer first = blob.buffer();
    first.get();

    assertThat(blob.buffer().position()).isZero();
    assertThatThrownBy(() -> first.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    assertThat(first.hasArray()).isFalse();
    assertThat(Blob.wrap(direct(new byte[] {1})).buffer().isReadOnly()).isTrue();
  }

  @Test
  void text_isUtf8() {
    assertThat(Blob.ofText("äß😀").toText()).isEqualTo("äß😀");
    assertThat(Blob.wrap(direct(Blob.ofText("ä").toByteArray())).toText()).isEqualTo("ä");
    assertThat(Blob.ofText("äß😀").size()).isEqualTo(8);
  }

  @Test
  void toString_hidesTheBytes() {
    assertThat(Blob.ofText("secret")).hasToString("Blob[6 bytes]");
  }

  @Test
  void directStream_skipsAndReadsSingleBytes() throws IOException {
    try (var in = Blob.wrap(direct(new byte[] {1, -1, 3})).openStream()) {
      assertThat(in.available()).isEqualTo(3);
      assertThat(in.skip(1)).isEqualTo(1);
      assertThat(in.read()).isEqualTo(255);
      assertThat(in.skip(5)).isEqualTo(1);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[1])).isEqualTo(-1);
      assertThat(in.read(new byte[0])).isZero();
    }
  }

  @Test
  void direct_isWhatIsOutsideTheHeap() {
    assertThat(Blob.wrap(direct(new byte[] {1})).isDirect()).isTrue();
    assertThat(Blob.wrap(new byte[] {1}).isDirect()).isFalse();
    assertThat(Blob.wrap(Blob.wrap(new byte[] {1}).buffer()).isDirect()).isFalse();
  }

  @Test
  void badRange_isRefused() {
    assertThatThrownBy(() -> Blob.wrap(new byte[3], 2, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    Blob middle = Blob.wrap(new byte[3], 1, 1);
    for (int index : new int[] {-1, 1}) {
      assertThatThrownBy(() -> middle.byteAt(index)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
