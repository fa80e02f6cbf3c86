package dev.larder.config;

import dev.larder.spi.StorageProvider;

/** The settings of a provider as a table in Markdown, for its documentation. */
public final class ConfigTable {

  private ConfigTable() {}

  /**
   * Returns one row for each key of the provider, in its order: variable, rule, default,
   * description. The text ends with a newline; a provider without keys gives the heading alone.
   */
  public static String of(StorageProvider provider) {
    StringBuilder table = new StringBuilder("| Variable | Value | Default | Description |\n");
    table.append("|---|---|---|---|\n");
    for (ConfigKey<?> key : provider.configKeys()) {
      String file = key.isSecret() ? " or `" + key.name() + "_FILE`" : "";
      String other = key.fallback().map(name -> " or `" + name + "`").orElse("");
      String unset =
          key.isRequired()
              ? "required"
              : key.defaultText().map(text -> "`" + text + "`").orElse("");
      table
          .append("| `" + key.name() + "`" + file + other)
          .append(" | " + cell(key.rule()))
          .append(" | " + cell(unset))
          .append(" | " + cell(key.description()))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
