package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration refuses. */
class CacheServerConfigTest {

  @ParameterizedTest
  @ValueSource(strings = {"k ", " k", "\tk", "k\n", "a\u0000b", "a\rb", "a\u007fb"})
  void keyThatNoHeaderCanCarry_isRefusedAndNotPrinted(String key) {
    try (Storage storage = Twins.memory()) {
      CacheServerConfig.Builder builder = CacheServerConfig.builder(storage);
      assertThatThrownBy(() -> builder.key("x-api-key", key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the value of the key must have no control characters, and no blanks at its ends:"
                  + " no header can carry it");
    }
  }

  @Test
  void keyWithABlankInside_isTaken() {
    try (Storage storage = Twins.memory()) {
      CacheServerConfig config =
          CacheServerConfig.builder(storage).key("x-api-key", "a k\u00e9y").build();
      assertThat(config.keyValue()).contains("a k\u00e9y");
    }
  }
}
