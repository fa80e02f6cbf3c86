package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on the service says what the tests assert. */
class DocumentationTest {

  private static final Pattern ROW = Pattern.compile("^\\| `([A-Z0-9_]+)` \\|");

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "cache-service.md"));
  }

  @Test
  void everyDifference_hasItsRow() throws IOException {
    List<String> rows =
        page()
            .lines()
            .map(ROW::matcher)
            .filter(row -> row.find())
            .map(row -> row.group(1))
            .toList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Difference.values()).map(Difference::name).toList());
  }

  @Test
  void everyOption_isDescribed() throws IOException {
    String page = page();
    for (String word : CommandLine.USAGE.split("\\s+")) {
      if (word.startsWith("--") && !word.equals("--help")) {
        assertThat(page).contains("| `" + word);
      }
    }
  }
}
