package dev.larder.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document, taken apart as far as the tests need it.
 *
 * @param lines all lines
 * @param blocks the fenced blocks, in order
 */
public record Markdown(List<String> lines, List<Block> blocks) {

  private static final String FENCE = "```";
  private static final Pattern MARKER = Pattern.compile("<!-- ([a-z]+: .*) -->");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

  /**
   * A fenced block.
   *
   * @param language what stands behind the opening fence
   * @param marker the comment in the line above, without its brackets; empty if there is none
   * @param heading the nearest heading above, without its signs
   * @param start the index of the first line after the opening fence
   * @param lines the lines between the fences
   */
  public record Block(
      String language, String marker, String heading, int start, List<String> lines) {}

  /** Returns the document of that path under the root. */
  public static Markdown read(Path path) {
    List<String> lines = Project.text(path).lines().toList();
    List<Block> blocks = new ArrayList<>();
    String heading = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        heading = headingText(line);
      } else if (line.startsWith(FENCE)) {
        int end = lines.subList(i + 1, lines.size()).indexOf(FENCE);
        if (end < 0) {
          throw new IllegalArgumentException(path + ": line " + (i + 1) + ": block without an end");
        }
        List<String> inside = lines.subList(i + 1, i + 1 + end);
        String language = line.substring(FENCE.length());
        blocks.add(new Block(language, markerAbove(lines, i), heading, i + 1, inside));
        i += end + 1;
      }
    }
    return new Markdown(lines, blocks);
  }

  private static String markerAbove(List<String> lines, int fence) {
    Matcher marker = MARKER.matcher(fence == 0 ? "" : lines.get(fence - 1));
    return marker.matches() ? marker.group(1) : "";
  }

  private static String headingText(String line) {
    return line.replaceFirst("^#+ *", "");
  }

  /** Returns the block with that marker. */
  public Block blockAfter(String marker) {
    return blocks.stream()
        .filter(block -> block.marker().equals(marker))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no block with <!-- " + marker + " -->"));
  }

  /** Returns the first block under that heading. */
  Block firstUnder(String heading) {
    return blocks.stream()
        .filter(block -> block.heading().equals(heading))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no block under " + heading));
  }

  /** Returns the targets of all links outside the blocks. */
  List<String> links() {
    return prose().stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map(link -> link.group(1))
        .toList();
  }

  /** Returns what a link must have behind {@code #} to reach each heading. */
  List<String> anchors() {
    return prose().stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> headingText(line).toLowerCase(java.util.Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      boolean fence = line.startsWith(FENCE);
      inside ^= fence;
      if (!inside && !fence) {
        prose.add(line);
      }
    }
    return prose;
  }
}
