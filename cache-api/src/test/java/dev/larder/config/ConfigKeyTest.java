package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigKeyTest {

  private static final String NAME = "STORAGE_X_Y";

  enum Eviction {
    W_TINYLFU,
    LRU
  }

  enum Twins {
    A_B,
    AB
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MEMORY_MAX", "STORAGE_", "STORAGE_x", "STORAGE_A-B", " STORAGE_A"})
  void illegalName_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.text(name))
        .withMessage("name of a setting (" + name + ") must match STORAGE_[A-Z0-9_]+");
  }

  @Test
  void rules_sayWhatAValueMustBe() {
    assertThat(ConfigKey.text(NAME).rule()).isEqualTo("text");
    assertThat(ConfigKey.path(NAME).rule()).isEqualTo("a path");
    assertThat(ConfigKey.integer(NAME, 1).rule()).isEqualTo("an integer of at least 1");
    assertThat(ConfigKey.integer(NAME, 1, 9).rule()).isEqualTo("an integer from 1 to 9");
    assertThat(ConfigKey.size(NAME, 1).rule())
        .isEqualTo("a size of at least 1B, such as 64MiB (1024-based) or 64MB (1000-based)");
    assertThat(ConfigKey.size(NAME, 0, 1 << 20).rule())
        .isEqualTo("a size from 0B to 1MiB, such as 64MiB (1024-based) or 64MB (1000-based)");
    assertThat(ConfigKey.duration(NAME, Duration.ofMillis(1)).rule())
        .isEqualTo("a duration of at least 1ms, such as 250ms, 10s, 5m, 1h or 2d");
    assertThat(ConfigKey.flag(NAME).rule()).isEqualTo("true or false");
    assertThat(ConfigKey.choice(NAME, Eviction.class).rule()).isEqualTo("one of w_tinylfu, lru");
    assertThat(ConfigKey.of(NAME, "a colour", text -> text).rule()).isEqualTo("a colour");
  }

  @Test
  void text_keepsItsBlanks() {
    assertThat(ConfigKey.text(NAME).parse(" a b ")).isEqualTo(" a b ");
  }

  @Test
  void path_losesTheBlanksAroundIt() {
    assertThat(ConfigKey.path(NAME).parse(" a/b ")).isEqualTo(Path.of("a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> ConfigKey.path(NAME).parse("a\0b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-2", "10", "", "many", "1.0", "+1", "1_0", "1L", "٣", "-99999999999999999999"})
  void integerOutOfRangeOrMalformed_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.integer(NAME, -1, 9).parse(text));
  }

  @Test
  void integer_isReadUpToTheLargestLong() {
    assertThat(ConfigKey.integer(NAME, -1, 9).parse("-1")).isEqualTo(-1);
    assertThat(ConfigKey.integer(NAME, 1).parse(" 9223372036854775807 ")).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> ConfigKey.integer(NAME, 1).parse("9223372036854775808"))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "ON, true", "Yes, true", "false, false", "off, false", "' NO ', false"})
  void flag_isReadInAnyCase(String text, boolean value) {
    assertThat(ConfigKey.flag(NAME).parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ture", "1", "0", "t", "enabled", "truefalse"})
  void misspeltFlag_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ConfigKey.flag(NAME).parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w_tinylfu", "W-TinyLFU", "wtinylfu", " W_TINYLFU "})
  void choice_ignoresCaseDashAndUnderscore(String text) {
    assertThat(ConfigKey.choice(NAME, Eviction.class).parse(text)).isEqualTo(Eviction.W_TINYLFU);
  }

  @Test
  void choiceThatCannotTellItsConstantsApart_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.choice(NAME, Twins.class))
        .withMessage(Twins.class.getName() + ".AB differs from another constant in _ or case only");
  }

  @Test
  void illegalBounds_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.integer(NAME, 2, 1))
        .withMessage("max (1) must be at least min (2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.size(NAME, -1))
        .withMessage("minBytes (-1) must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.duration(NAME, Duration.ofMillis(-1)))
        .withMessage("min (PT-0.001S) must be from 0s to 106751d");
  }

  @Test
  void defaults_areShownAsTheyWouldBeWritten() {
    assertThat(ConfigKey.text(NAME).defaultText()).isEmpty();
    assertThat(ConfigKey.size(NAME, 1).withDefault(10L << 20).defaultText()).contains("10MiB");
    assertThat(
            ConfigKey.duration(NAME, Duration.ZERO)
                .withDefault(Duration.ofMinutes(5))
                .defaultText())
        .contains("5m");
    assertThat(ConfigKey.flag(NAME).withDefault(false).defaultText()).contains("false");
    assertThat(ConfigKey.choice(NAME, Eviction.class).withDefault(Eviction.LRU).defaultText())
        .contains("lru");
    assertThat(ConfigKey.text(NAME).withDefault("hunter2").secret().defaultText()).contains("***");
  }

  @Test
  void defaultThatBreaksTheRule_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigKey.integer(NAME, 1).withDefault(0L))
        .withMessage("default of STORAGE_X_Y (0) must be an integer of at least 1");
  }

  @Test
  void requiredKeyWithDefault_isRefused() {
    ConfigKey<String> required = ConfigKey.text(NAME).required();
    ConfigKey<String> optional = ConfigKey.text(NAME).withDefault("a");

    assertThatIllegalStateException()
        .isThrownBy(() -> required.withDefault("a"))
        .withMessage("STORAGE_X_Y cannot be required and have a default");
    assertThatIllegalStateException()
        .isThrownBy(optional::required)
        .withMessage("STORAGE_X_Y cannot be required and have a default");
  }

  @Test
  void modifiers_leaveTheOriginalAlone() {
    ConfigKey<String> plain = ConfigKey.text(NAME);
    ConfigKey<String> secret = plain.describedAs("A secret.").secret().required();

    assertThat(secret).hasToString(NAME);
    assertThat(secret.description()).isEqualTo("A secret.");
    assertThat(secret.isSecret()).isTrue();
    assertThat(secret.isRequired()).isTrue();
    assertThat(plain.description()).isEmpty();
    assertThat(plain.isSecret()).isFalse();
    assertThat(plain.isRequired()).isFalse();
  }
}
