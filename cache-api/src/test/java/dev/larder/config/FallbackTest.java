package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings whose value may be that of another program's variable. */
final class FallbackTest {

  private static final ConfigKey<Long> PORT =
      ConfigKey.integer("STORAGE_X_PORT", 1, 9).withDefault(3L).withFallback("PORT__OF__OTHERS");
  private static final ConfigKey<String> TOKEN =
      ConfigKey.text("STORAGE_X_TOKEN").secret().withFallback("OTHER_TOKEN");

  private static StorageConfig config(Map<String, String> values) {
    return StorageConfig.of("x", List.of(PORT, TOKEN), values);
  }

  @Test
  void unsetSetting_isThatOfTheOtherProgram() {
    StorageConfig config = config(Map.of("PORT__OF__OTHERS", "5", "OTHER_TOKEN", "hunter2"));

    assertThat(config.get(PORT)).isEqualTo(5);
    assertThat(config.get(TOKEN)).isEqualTo("hunter2");
    assertThat(config.settings())
        .contains(
            new Setting("STORAGE_X_PORT", "5", "map, PORT__OF__OTHERS"),
            new Setting("STORAGE_X_TOKEN", "***", "map, OTHER_TOKEN"));
  }

  @Test
  void ownSetting_isStronger() {
    assertThat(config(Map.of("PORT__OF__OTHERS", "5", "STORAGE_X_PORT", "6")).get(PORT))
        .isEqualTo(6);
    assertThat(config(Map.of("PORT__OF__OTHERS", "5", "storage.x.port", "7")).get(PORT))
        .isEqualTo(7);
  }

  @Test
  void neitherSet_isTheDefault() {
    assertThat(config(Map.of()).get(PORT)).isEqualTo(3);
    assertThat(config(Map.of("PORT__OF__OTHERS", " ")).get(PORT)).isEqualTo(3);
    assertThat(config(Map.of()).find(TOKEN)).isEmpty();
  }

  @Test
  void otherSpelling_isNotThatVariable() {
    assertThat(config(Map.of("port.of.others", "5")).get(PORT)).isEqualTo(3);
  }

  @Test
  void illegalValue_isReportedUnderItsOwnName() {
    assertThatThrownBy(() -> config(Map.of("PORT__OF__OTHERS", "many")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid storage configuration:\n"
                + "  - PORT__OF__OTHERS=many: must be an integer from 1 to 9");
  }

  @Test
  void keyTellsItsFallback() {
    assertThat(PORT.fallback()).contains("PORT__OF__OTHERS");
    assertThat(PORT.withDefault(4L).describedAs("A port.").fallback()).contains("PORT__OF__OTHERS");
    assertThat(ConfigKey.flag("STORAGE_X_ON").fallback()).isEmpty();
  }
}
