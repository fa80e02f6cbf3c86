package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "a/b", "con", "a b", "%2F", "...", ".a", "a.", "\\", "-", "ä", "😀", "A/a", " "
      })
  void legalName_isKept(String name) {
    CacheKey key = CacheKey.of("ns", name);

    assertThat(key.name()).isEqualTo(name);
    assertThat(key.namespace()).isEqualTo(Namespace.of("ns"));
    assertThat(key).hasToString("ns/" + name);
  }

  @Test
  void longestName_isKept() {
    assertThat(CacheKey.of("ns", "x".repeat(512)).name()).hasSize(512);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"    | () must not be empty",
        "/       | (/) must not have a part between slashes that is empty, \".\" or \"..\"",
        "a/      | (a/) must not have a part between slashes that is empty, \".\" or \"..\"",
        "/a      | (/a) must not have a part between slashes that is empty, \".\" or \"..\"",
        "a//b    | (a//b) must not have a part between slashes that is empty, \".\" or \"..\"",
        ".       | (.) must not have a part between slashes that is empty, \".\" or \"..\"",
        "..      | (..) must not have a part between slashes that is empty, \".\" or \"..\"",
        "../x    | (../x) must not have a part between slashes that is empty, \".\" or \"..\"",
        "ä/../ö  | (ä/../ö) must not have a part between slashes that is empty, \".\" or \"..\"",
        "😀//x   | (\\ud83d\\ude00//x) must not have a part between slashes that is empty, \".\" or \"..\"",
        "x/./y   | (x/./y) must not have a part between slashes that is empty, \".\" or \"..\"",
      })
  void illegalPart_isRefusedWithTheRule(String name, String message) {
    // The CSV source turns "" pairs inside unquoted columns into themselves.
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheKey.of("ns", name))
        .withMessage("key name " + message);
  }

  @Test
  void controlCharacter_isRefusedAndShownEscaped() {
    for (String name : List.of("a\nb", "\u0000", "a\u007f", "\u0085x")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CacheKey.of("ns", name))
          .withMessageEndingWith("must not have control characters")
          .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheKey.of("ns", "a\nb"))
        .withMessage("key name (a\\u000ab) must not have control characters");
  }

  @Test
  void unpairedSurrogate_isRefused() {
    for (String name : List.of("\ud800", "a\udc00", "\ud800a", "\udc00\ud800")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CacheKey.of("ns", name))
          .withMessageEndingWith("must not have unpaired surrogates");
    }
  }

  @Test
  void tooLongName_isRefusedAndCutInTheMessage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheKey.of("ns", "x".repeat(513)))
        .withMessage(
            "key name ("
                + "x".repeat(120)
                + "… (513 characters)) must have at most 512 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "-a", ".a", "a/b", "ä", "a b"})
  void illegalNamespace_isRefused(String namespace) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheKey.of(namespace, "x"))
        .withMessage("namespace (" + namespace + ") must match [a-z0-9][a-z0-9._-]{0,62}");
  }

  @Test
  void equality_isByNamespaceAndName() {
    assertThat(CacheKey.of("a", "x"))
        .isEqualTo(CacheKey.of("a", "x"))
        .hasSameHashCodeAs(CacheKey.of("a", "x"))
        .isNotEqualTo(CacheKey.of("b", "x"))
        .isNotEqualTo(CacheKey.of("a", "X"));
  }

  @Test
  void nameSize_isInUtf8() {
    assertThat(CacheKey.of("ns", "aä😀").nameSize()).isEqualTo(7);
  }

  @Test
  void copyName_copiesItsUtf8ToThatPlace() {
    byte[] into = "........".getBytes(StandardCharsets.UTF_8);
    CacheKey.of("ns", "aä😀").copyName(into, 1);
    assertThat(into).isEqualTo(".aä😀".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> CacheKey.of("ns", "aä😀").copyName(into, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void order_isByNamespaceThenName() {
    assertThat(List.of(CacheKey.of("b", "a"), CacheKey.of("a", "b"), CacheKey.of("a", "a")))
        .satisfies(
            keys ->
                assertThat(keys.stream().sorted())
                    .extracting(CacheKey::toString)
                    .containsExactly("a/a", "a/b", "b/a"));
  }

  @Property
  void anyText_isRefusedOrIsSafeInParts(@ForAll @StringLength(max = 600) String text) {
    CacheKey key;
    try {
      key = CacheKey.of("ns", text);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertThat(key.name()).isEqualTo(text).hasSizeBetween(1, 512);
    assertThat(Arrays.asList(text.split("/", -1))).doesNotContain("", ".", "..");
  }
}
