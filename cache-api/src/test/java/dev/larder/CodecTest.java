package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

  private static Blob direct(byte[] bytes) {
    return Blob.wrap(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  @Property
  void text_comesBackEqual(@ForAll String text) {
    Blob bytes = Codec.text().encode(text);
    assertThat(bytes).isEqualTo(Blob.ofText(text));
    assertThat(Codec.text().decode(bytes)).isEqualTo(text);
    assertThat(Codec.text().decode(direct(bytes.toByteArray()))).isEqualTo(text);
  }

  @Property
  void surrogates_comeBackEqualOrAreRefused(
      @ForAll @CharRange(from = '\ud7fe', to = '\ue001') String text) {
    if (hasUnpairedSurrogate(text)) {
      assertThatThrownBy(() -> Codec.text().encode(text))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    assertThat(Codec.text().decode(Codec.text().encode(text))).isEqualTo(text);
  }

  private static boolean hasUnpairedSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  @Property
  void bytes_comeBackEqual(@ForAll byte[] value) {
    Blob bytes = Codec.bytes().encode(value);
    assertThat(Codec.bytes().decode(bytes)).isEqualTo(value);
    assertThat(Codec.bytes().decode(direct(value))).isEqualTo(value);
  }

  @Property
  void arbitraryBytes_areTextOrRefused(@ForAll byte[] value) {
    Blob bytes = Blob.copyOf(value);
    try {
      assertThat(Codec.text().encode(Codec.text().decode(bytes))).isEqualTo(bytes);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessage("the bytes are not text in UTF-8");
    }
  }

  @Nested
  class Text {

    @Test
    void emptyText_comesBack() {
      assertThat(Codec.text().encode("")).isEqualTo(Blob.empty());
      assertThat(Codec.text().decode(Blob.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "\ud83d\ude00", "aé€\ud83d\ude00"})
    void encoded_holdsNoUnusedRoom(String part) throws ReflectiveOperationException {
      Field array = Blob.class.getDeclaredField("array");
      array.setAccessible(true);
      for (int times : new int[] {1, 10, 1_000}) {
        Blob bytes = Codec.text().encode(part.repeat(times));
        assertThat((byte[]) array.get(bytes)).hasSize(bytes.size());
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "\ude00\ud83d", "a\ud83d-"})
    void unpairedSurrogate_isRefused(String text) {
      assertThatThrownBy(() -> Codec.text().encode(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("text must not have unpaired surrogates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c080", "eda080", "f4908080", "ff", "e282"})
    void bytesThatAreNotUtf8_areRefused(String hex) {
      Blob bytes = Blob.wrap(HexFormat.of().parseHex(hex));
      assertThatThrownBy(() -> Codec.text().decode(bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the bytes are not text in UTF-8");
    }
  }

  @Nested
  class Bytes {

    @Test
    void laterWritesToTheArray_areNotSeen() {
      byte[] value = {1, 2};
      Blob bytes = Codec.bytes().encode(value);
      value[0] = 9;
      Codec.bytes().decode(bytes)[1] = 9;
      assertThat(Codec.bytes().decode(bytes)).containsExactly(1, 2);
    }
  }

  @Nested
  class Blobs {

    @Test
    void blob_isHandedThrough() {
      Blob blob = Blob.ofText("value");
      assertThat(Codec.blob().encode(blob)).isSameAs(blob);
      assertThat(Codec.blob().decode(blob)).isSameAs(blob);
    }
  }

  @Nested
  class Functions {

    private final Codec<Integer> codec =
        Codec.of(n -> Blob.ofText(n.toString()), bytes -> Integer.valueOf(bytes.toText()));

    @Test
    void twoFunctions_areACodec() {
      assertThat(codec.encode(12)).isEqualTo(Blob.ofText("12"));
      assertThat(codec.decode(Blob.ofText("12"))).isEqualTo(12);
    }

    @Test
    void whatTheFunctionThrows_comesOut() {
      assertThatThrownBy(() -> codec.decode(Blob.ofText("x")))
          .isInstanceOf(NumberFormatException.class);
    }
  }
}
