package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.DiskStorageConfig;
import dev.larder.docs.Markdown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs on disks, and what the page on them shows. */
class DiskExamplesTest {

  @TempDir Path root;

  private interface Program {
    void run(Screen screen) throws IOException;
  }

  private static List<String> printed(Program program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      program.run(new Screen(out));
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<String> shown(String output) {
    return Markdown.read(Path.of("docs/disk.md")).blockAfter("output: " + output).lines();
  }

  /** Replaces what is another number at each run. */
  private static List<String> withoutChance(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("won [0-9]+", "won #"))
        .map(line -> line.replaceAll("[0-9]+; [0-9]+ waited", "#; # waited"))
        .toList();
  }

  @Test
  void sharedDirectory_showsWhatTheOtherProcessDid() throws IOException {
    // Twice, as a reader may run it.
    for (int run = 0; run < 2; run++) {
      List<String> printed = printed(screen -> SharedDirectory.first(root, screen));

      assertThat(withoutChance(printed))
          .containsExactly(
              "Two processes, one directory",
              "",
              "  first         put 2026/10        stored",
              "  second        get 2026/10        1310 orders",
              "  second        put 2026/10        stored",
              "  first         get 2026/10        1311 orders",
              "  both          claim 200 names    first won #, second won #, together 200",
              "  second        is killed",
              "  first         get 2026/10        1311 orders");
      assertThat(withoutChance(shown("SharedDirectory"))).isEqualTo(withoutChance(printed));
    }
  }

  @Test
  void maintaining_showsUsageCompactionAndRepair() throws IOException {
    DiskStorageConfig config = DiskStorageConfig.builder(root).build();
    List<String> first = printed(screen -> Maintaining.run(config, screen));

    assertThat(withoutChance(first))
        .containsExactly(
            "  entries       1000 in 1 files",
            "  bytes         50780 live, 50780 dead",
            "  records       2000 written",
            "  syncs         #; # waited for another's",
            "  evicted       {SIZE=0, EXPIRED=0, CORRUPT=0}",
            "",
            "  compact()     true",
            "  entries       1000 in 1 files",
            "  bytes         50780 live, 0 dead",
            "  records       2000 written",
            "  syncs         #; # waited for another's",
            "  evicted       {SIZE=0, EXPIRED=0, CORRUPT=0}",
            "",
            "  verify(true)  1000 entries, damaged: [maintaining/report/500]",
            "  verify(false) 999 entries, damaged: []",
            "  evicted       CORRUPT 1");
    assertThat(withoutChance(shown("Maintaining"))).isEqualTo(withoutChance(first));

    // As a reader may run it once more.
    assertThat(printed(screen -> Maintaining.run(config, screen)))
        .contains("  verify(true)  1000 entries, damaged: [maintaining/report/500]");
  }
}
