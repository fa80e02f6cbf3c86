package dev.larder.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.storage.CacheKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class KeyTextTest {

  @Test
  void ordinaryText_isKept() {
    assertThat(KeyText.escape("mean[item=3]:x/y.z")).isEqualTo("mean[item=3]:x/y.z");
  }

  @Test
  void whatANameCannotHold_isEscaped() {
    assertThat(KeyText.escape("../a")).isEqualTo("%002E%002E%002Fa");
    assertThat(KeyText.escape("a//b")).isEqualTo("a%002F%002Fb");
    assertThat(KeyText.escape("50%\n")).isEqualTo("50%0025%000A");
    assertThat(KeyText.escape("\ud800")).isEqualTo("%D800");
  }

  @Test
  void longText_endsInAHash() {
    String one = KeyText.escape("x".repeat(600));
    String two = KeyText.escape("x".repeat(601));
    assertThat(one).hasSize(KeyText.MAX_LENGTH).startsWith("xxx").isNotEqualTo(two);
    assertThat(KeyText.escape("x".repeat(480))).isEqualTo("x".repeat(480));
    assertThat(KeyText.escape("/".repeat(600))).hasSizeLessThanOrEqualTo(KeyText.MAX_LENGTH);
  }

  @Test
  void emptyText_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyText.escape(""))
        .withMessage("node or key must not be empty");
  }

  @Property
  void everyText_becomesALegalName(@ForAll @NotEmpty @StringLength(max = 700) String text) {
    assertThat(CacheKey.of("ns", "blob/" + KeyText.escape(text)).name()).isNotEmpty();
  }

  @Property
  void differentTexts_haveDifferentNames(
      @ForAll @NotEmpty @Chars({'.', '/', '%', '2', 'E', '\n'}) @StringLength(max = 8) String one,
      @ForAll @NotEmpty @Chars({'.', '/', '%', '2', 'E', '\n'}) @StringLength(max = 8) String two) {
    if (!one.equals(two)) {
      assertThat(KeyText.escape(one)).isNotEqualTo(KeyText.escape(two));
    }
  }
}
