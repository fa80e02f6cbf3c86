package dev.larder.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksDocsTest {

  static List<Path> documents() {
    return Project.documents();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linkInsideTheProject_leadsSomewhere(Path document) {
    assertThat(Markdown.read(document).links())
        .filteredOn(link -> !link.contains("://"))
        .as("links in " + document)
        .allMatch(link -> leadsSomewhere(document, link));
  }

  private static boolean leadsSomewhere(Path document, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    if (!Files.exists(Project.ROOT.resolve(target))) {
      return false;
    }
    return hash < 0 || Markdown.read(target).anchors().contains(link.substring(hash + 1));
  }
}
