package dev.larder.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeDocsTest {

  private static final Path PAGE = Path.of("README.md");

  private static List<String> firstBlockUnder(String heading) {
    return Markdown.read(PAGE).firstUnder(heading).lines();
  }

  @Test
  void runIt_isOneCommand() {
    assertThat(firstBlockUnder("Run it"))
        .containsExactly("mvn -q -pl examples -am compile exec:java");
  }

  @Test
  void testIt_isOneCommand() {
    assertThat(firstBlockUnder("Test it")).containsExactly("mvn -q verify");
  }

  @Test
  void versions_areThatOfTheProject() {
    Pattern version = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+-SNAPSHOT");
    String pom = Project.text(Path.of("cache-bom/pom.xml"));

    assertThat(version.matcher(Project.text(PAGE)).results().map(found -> found.group()).toList())
        .isNotEmpty()
        .allMatch(shown -> pom.contains("<version>" + shown + "</version>"));
  }
}
