package dev.larder.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.config.ConfigurationException;
import dev.larder.config.FakeProvider;
import dev.larder.config.StorageConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Uses the exception as providers do, which are in packages of their own. */
final class RefusedSettingTest {

  @Test
  void causeThatTheProviderKnows_isKept() {
    Exception refused = new IllegalArgumentException("port out of range: 70000");
    StorageProvider provider =
        new FakeProvider(
            "x",
            Set.of(),
            List.of(),
            config -> {
              throw new ConfigurationException("STORAGE_X_URL: must have a port", refused);
            });

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> provider.open(StorageConfig.of("x", List.of(), Map.of())))
        .withMessage("Invalid storage configuration:\n  - STORAGE_X_URL: must have a port")
        .withCause(refused);
    assertThat(new ConfigurationException("STORAGE_X_URL: must have a port", null)).hasNoCause();
  }
}
