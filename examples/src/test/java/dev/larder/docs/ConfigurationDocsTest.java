package dev.larder.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.config.ConfigTable;
import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageFactory;
import dev.larder.docs.Markdown.Block;
import dev.larder.spi.StorageProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables and messages in the page on configuration are those of the code. */
class ConfigurationDocsTest {

  private static final Path PAGE = Path.of("docs/configuration.md");
  private static final String MESSAGE = "message: ";
  private static final String END = "<!-- end of settings -->\n";

  static Stream<StorageProvider> providers() {
    return ServiceLoader.load(StorageProvider.class).stream().map(ServiceLoader.Provider::get);
  }

  static Stream<Block> messages() {
    return Markdown.read(PAGE).blocks().stream().filter(b -> b.marker().startsWith(MESSAGE));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void settingsOfProvider_areTheTableInTheDocument(StorageProvider provider) {
    String start = "<!-- settings of " + provider.mode() + " -->\n";
    String expected = start + "\n" + ConfigTable.of(provider) + "\n" + END;
    Pattern section = Pattern.compile(Pattern.quote(start) + ".*?" + END, Pattern.DOTALL);
    if (Project.WRITE) {
      Matcher old = section.matcher(Project.text(PAGE));
      Project.write(PAGE, old.replaceFirst(Matcher.quoteReplacement(expected)));
    }
    assertThat(section.matcher(Project.text(PAGE)).results().map(found -> found.group()))
        .as("%s: between %s and %s: %s", PAGE, start, END, Project.HOW_TO_WRITE)
        .containsExactly(expected);
  }

  @Test
  void everyTable_hasItsProvider() {
    Pattern start = Pattern.compile("<!-- settings of (.*) -->");
    assertThat(start.matcher(Project.text(PAGE)).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(providers().map(StorageProvider::mode).toList());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messageInTheDocument_isThatOfTheFactory(Block shown) {
    TreeMap<String, String> settings = new TreeMap<>();
    for (String setting : shown.marker().substring(MESSAGE.length()).split(" ")) {
      int equals = setting.indexOf('=');
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }

    assertThatThrownBy(() -> StorageFactory.from(settings).config())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(String.join("\n", shown.lines()));
  }

  @Test
  void readme_listsEveryModeWithItsJar() {
    List<String> lines = Markdown.read(Path.of("README.md")).lines();
    Pattern row = Pattern.compile("\\| `([a-z0-9_]+)` \\| `(cache-[a-z0-9-]+)` \\|.*");
    List<String> rows =
        lines.stream()
            .map(row::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1) + " " + m.group(2))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            providers().map(p -> p.mode() + " " + jar(p)).toList());
  }

  /** Returns the module that the provider comes from: its directory, or its jar. */
  private static String jar(StorageProvider provider) {
    String location =
        provider.getClass().getProtectionDomain().getCodeSource().getLocation().getPath();
    Matcher module = Pattern.compile(".*/(cache-[a-z0-9-]*[a-z0-9])(/|-[0-9]).*").matcher(location);
    assertThat(module.matches()).as(location).isTrue();
    return module.group(1);
  }
}
