package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageFactory;
import dev.larder.docs.Markdown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {

  @TempDir Path dir;

  private static List<String> printed(Map<String, String> settings) {
    StorageFactory factory = StorageFactory.from(settings);
    return Printed.by(screen -> Stage.play(factory, screen, QuickStart::run));
  }

  /** Replaces what is another number at each run. */
  private static List<String> withoutTimes(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll(" +[0-9]+[.][0-9]+ ms   ", " # ms   "))
        .map(line -> line.replaceAll("[0-9]+( times as| ms$)", "#$1"))
        .toList();
  }

  @Test
  void nothingSet_showsEveryStop() {
    assertThat(withoutTimes(printed(Map.of())))
        .containsExactly(
            "Larder quick start",
            "",
            "  storage       memory, heap",
            "",
            "  put 2026/10 # ms         stored",
            "  get 2026/10 # ms   hit   1310 orders",
            "  get 2026/11 # ms   miss  nothing there",
            "  getOrCompute 2026/11 # ms   miss  1284 orders",
            "  getOrCompute 2026/11 # ms   hit   1284 orders",
            "  100 times more, each # ms   hit   1284 orders",
            "  put today, TTL 50 ms # ms         stored",
            "  get today, later # ms   miss  nothing there",
            "",
            "  speed         a hit is # times as fast as the computation",
            "  counted       102 hits, 3 misses, hit rate 97 %; 1 computed in # ms",
            "",
            "Same program on disk; run it twice, and it finds its values again:",
            "  STORAGE_MODE=disk STORAGE_DISK_ROOT=target/store mvn -q -pl examples -am compile"
                + " exec:java");
  }

  @Test
  void secondRunOnDisk_findsWhatTheFirstHasLeft() {
    Map<String, String> onDisk = Map.of("STORAGE_MODE", "disk", "STORAGE_DISK_ROOT", root());

    assertThat(withoutTimes(printed(onDisk)))
        .contains(
            "  get 2026/11 # ms   miss  nothing there",
            "  getOrCompute 2026/11 # ms   miss  1284 orders",
            "  counted       102 hits, 3 misses, hit rate 97 %; 1 computed in # ms");
    assertThat(withoutTimes(printed(onDisk)))
        .contains(
            "  get 2026/11 # ms   hit   1284 orders",
            "  getOrCompute 2026/11 # ms   hit   1284 orders",
            "  speed         nothing was computed: an earlier run had left it here",
            "  counted       104 hits, 1 misses, hit rate 99 %; 0 computed in # ms");
  }

  @Test
  void readme_showsWhatIsPrinted() {
    assertThat(shown("QuickStart")).isEqualTo(withoutTimes(printed(Map.of())));
  }

  @Test
  void readme_showsBothRunsOnDisk() {
    Map<String, String> onDisk = Map.of("STORAGE_MODE", "disk", "STORAGE_DISK_ROOT", root());

    for (String run : List.of("first", "second")) {
      assertThat(shown("QuickStart on disk, " + run + " run"))
          .isEqualTo(withoutTimes(printed(onDisk)).stream().map(line -> asInReadme(line)).toList());
    }
  }

  private String root() {
    return dir.resolve("store").toString();
  }

  private static List<String> shown(String output) {
    return withoutTimes(
        Markdown.read(Path.of("README.md")).blockAfter("output: " + output).lines());
  }

  /** Returns the line as somebody sees it who gives the commands in the README. */
  private String asInReadme(String line) {
    return line.replace("disk, " + root(), "disk, /home/you/larder/target/store")
        .replace(root() + ", map", "target/store, environment")
        .replace("disk, map", "disk, environment");
  }

  @Test
  void settings_areShownWithTheirSource() {
    assertThat(printed(Map.of("STORAGE_MODE", "MEMORY", "STORAGE_MEMORY_EVICTION", "lru")))
        .contains(
            "  storage       memory, heap",
            "  setting       STORAGE_MODE=MEMORY, map",
            "  setting       STORAGE_MEMORY_EVICTION=lru, map");
  }

  @Test
  void storageOfOneEntry_servesToo() {
    assertThat(withoutTimes(printed(Map.of("STORAGE_MEMORY_MAX_ENTRIES", "1"))))
        .contains("  getOrCompute 2026/11 # ms   miss  1284 orders");
  }

  @Test
  void unknownMode_isTheFactorysMessage() {
    assertThatThrownBy(() -> printed(Map.of("STORAGE_MODE", "memry")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("STORAGE_MODE=memry (map): unknown mode; did you mean memory?");
  }
}
