package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ConfigTableTest {

  @Test
  void table_hasARowForEachKeyInItsOrder() {
    FakeProvider provider =
        new FakeProvider(
            "x",
            ConfigKey.path("STORAGE_X_ROOT").required().describedAs("Where a|b is."),
            ConfigKey.text("STORAGE_X_TOKEN").secret().describedAs("Two\nlines."),
            ConfigKey.integer("STORAGE_X_MAX", 1, 9).withDefault(3L),
            ConfigKey.text("STORAGE_X_URL").withFallback("URL__OF__OTHERS"));

    assertThat(ConfigTable.of(provider))
        .isEqualTo(
            """
            | Variable | Value | Default | Description |
            |---|---|---|---|
            | `STORAGE_X_ROOT` | a path | required | Where a\\|b is. |
            | `STORAGE_X_TOKEN` or `STORAGE_X_TOKEN_FILE` | text |  | Two lines. |
            | `STORAGE_X_MAX` | an integer from 1 to 9 | `3` |  |
            | `STORAGE_X_URL` or `URL__OF__OTHERS` | text |  |  |
            """);
  }

  @Test
  void providerWithoutKeys_isTheHeadingAlone() {
    assertThat(ConfigTable.of(new FakeProvider("x")))
        .isEqualTo("| Variable | Value | Default | Description |\n|---|---|---|---|\n");
  }
}
