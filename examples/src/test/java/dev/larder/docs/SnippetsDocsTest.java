package dev.larder.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.docs.Markdown.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Java in a document is a region of a program that is compiled and tested: the line above the block
 * is {@code <!-- snippet: path/of/Program.java#region -->}.
 */
class SnippetsDocsTest {

  private static final String SNIPPET = "snippet: ";

  static List<Path> documents() {
    return Project.documents();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void javaInDocument_isARegionOfATestedProgram(Path document) {
    if (Project.WRITE) {
      write(document);
    }
    for (Block block : Markdown.read(document).blocks()) {
      if (block.language().equals("java")) {
        assertThat(block.marker())
            .as("%s: line %d, the line above a java block", document, block.start())
            .startsWith(SNIPPET);
        assertThat(block.lines())
            .as("%s: %s: %s", document, block.marker(), Project.HOW_TO_WRITE)
            .isEqualTo(regionOf(block));
      }
    }
  }

  private static void write(Path document) {
    Markdown markdown = Markdown.read(document);
    List<String> lines = new ArrayList<>(markdown.lines());
    // From the end, so that the places of the others stay.
    for (int i = markdown.blocks().size() - 1; i >= 0; i--) {
      Block block = markdown.blocks().get(i);
      if (block.marker().startsWith(SNIPPET)) {
        List<String> place = lines.subList(block.start(), block.start() + block.lines().size());
        place.clear();
        place.addAll(regionOf(block));
      }
    }
    Project.write(document, String.join("\n", lines) + "\n");
  }

  private static List<String> regionOf(Block block) {
    return Region.read(block.marker().substring(SNIPPET.length()));
  }

  @Test
  void unknownRegion_isRefused() {
    assertThatThrownBy(() -> Region.read("README.md#nowhere"))
        .hasMessage("snippet (README.md#nowhere) must lie between // region and // endregion");
  }
}
