package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorageInfoTest {

  private final StorageInfo.Builder info = StorageInfo.builder("shelf");

  @Test
  void nothingSet_isTheModeForNameAndLocation() {
    StorageInfo built = info.build();
    assertThat(built.name()).isEqualTo("shelf");
    assertThat(built.location()).isEqualTo("shelf");
    assertThat(built).hasToString("shelf (shelf, max value 2147483639 B) []");
  }

  @Test
  void null_isRefusedByName() {
    assertNull("mode", () -> StorageInfo.builder(null));
    assertNull("name", () -> info.name(null));
    assertNull("location", () -> info.location(null));
  }

  private static void assertNull(String name, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(name);
  }

  @ParameterizedTest
  @CsvSource({"two\\nlines, two\\u000alines", "a\\0, a\\u0000", "' ', ' '", "'', ''"})
  void nameThatIsNoLineOfText_isRefused(String name, String shown) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> info.name(name.translateEscapes()))
        .withMessage("name (" + shown + ") must not be blank and not have control characters");
  }

  @Test
  void locationOfAnyCharacters_isOneLineInALog() {
    StorageInfo odd = info.location("/tmp/a\nb \ud83d\ude00" + "c".repeat(200)).build();
    assertThat(odd.location()).isEqualTo("/tmp/a\nb \ud83d\ude00" + "c".repeat(200));
    assertThat(odd)
        .hasToString(
            "shelf (/tmp/a\\u000ab \ud83d\ude00"
                + "c".repeat(200)
                + ", max value 2147483639 B) []");
  }
}
