package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SaveOptionsTest {

  private static final SaveOptions DEFAULTS = SaveOptions.defaults();

  @Test
  void defaults_askForNothing() {
    assertThat(DEFAULTS.ttl()).isEmpty();
    assertThat(DEFAULTS.condition()).isEqualTo(SaveCondition.NONE);
    assertThat(DEFAULTS.expectedVersion()).isEmpty();
    assertThat(DEFAULTS.attributes()).isEmpty();
    assertThat(DEFAULTS.tags()).isEmpty();
  }

  @Test
  void ttl_isKeptInWholeMilliseconds() {
    assertThat(DEFAULTS.withTtl(Duration.ofNanos(1_999_999)).ttl()).hasValue(Duration.ofMillis(1));
    assertThat(DEFAULTS.withTtl(Duration.ofDays(1)).ttl()).hasValue(Duration.ofDays(1));
  }

  @Test
  void hugeTtl_saturates() {
    assertThat(DEFAULTS.withTtl(Duration.ofSeconds(Long.MAX_VALUE)).ttl())
        .hasValue(SaveOptions.MAX_TTL);
    assertThat(DEFAULTS.withTtl(Duration.ofDays(36_526)).ttl()).hasValue(SaveOptions.MAX_TTL);
  }

  @Test
  void ttlBelowOneMillisecond_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withTtl(Duration.ZERO))
        .withMessage("ttl (PT0S) must be at least 1 ms");
    assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withTtl(Duration.ofNanos(999)));
    assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withTtl(Duration.ofDays(-1)));
  }

  @Test
  void conditions_replaceEachOther() {
    SaveOptions absent = DEFAULTS.onlyIfVersion("v1").onlyIfAbsent();
    assertThat(absent.condition()).isEqualTo(SaveCondition.IF_ABSENT);
    assertThat(absent.expectedVersion()).isEmpty();

    SaveOptions version = absent.onlyIfVersion("v1");
    assertThat(version.condition()).isEqualTo(SaveCondition.IF_VERSION);
    assertThat(version.expectedVersion()).hasValue("v1");
  }

  @Test
  void illegalVersion_isRefused() {
    for (String version : new String[] {"", "a b", "ä", "x".repeat(129), "a\n"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.onlyIfVersion(version));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.onlyIfVersion("a b"))
        .withMessage("version (a b) must be 1 to 128 printable ASCII characters without spaces");
  }

  @Test
  void attributes_areCollectedByName() {
    SaveOptions options =
        DEFAULTS.withAttribute("b", "1").withAttribute("a", "ä").withAttribute("b", "2");
    assertThat(options.attributes()).containsExactly(Map.entry("a", "ä"), Map.entry("b", "2"));
  }

  @Test
  void illegalAttribute_isRefusedByNameAndRule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withAttribute("Name", "x"))
        .withMessage("attribute name (Name) must match [a-z0-9][a-z0-9._-]{0,62}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withAttribute("a", "\ud800"))
        .withMessage("attribute a (\\ud800) must not have unpaired surrogates");
  }

  @Test
  void attributesAboveOneKib_areRefused() {
    assertThat(DEFAULTS.withAttribute("a", "x".repeat(1023)).attributes()).hasSize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withAttribute("a", "ä".repeat(512)))
        .withMessage(
            "attributes [a] must have at most 1024 bytes together, names and values in UTF-8, but"
                + " have 1025");
  }

  @Test
  void tags_areASet() {
    assertThat(DEFAULTS.withTags("b", "a").withTags("a", "x:y/z").tags())
        .containsExactly("a", "b", "x:y/z");
  }

  @Test
  void illegalTags_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withTags("a b"))
        .withMessage("tag (a b) must match [A-Za-z0-9._:/-]{1,64}");
    String[] many = new String[17];
    for (int i = 0; i < many.length; i++) {
      many[i] = "t" + i;
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withTags(many))
        .withMessageEndingWith("must be at most 16, but are 17");
  }

  @Test
  void equality_isByEveryPart() {
    SaveOptions all =
        DEFAULTS
            .withTtl(Duration.ofMinutes(1))
            .onlyIfAbsent()
            .withAttribute("a", "1")
            .withTags("t");
    assertThat(all)
        .isEqualTo(
            DEFAULTS
                .withTags("t")
                .withAttribute("a", "1")
                .onlyIfAbsent()
                .withTtl(Duration.ofSeconds(60)))
        .isNotEqualTo(all.withTags("u"))
        .isNotEqualTo(all.withTtl(Duration.ofMinutes(2)));
    assertThat(all)
        .hasToString("SaveOptions[ttl=PT1M, condition=IF_ABSENT, attributes=[a], tags=[t]]");
  }
}
