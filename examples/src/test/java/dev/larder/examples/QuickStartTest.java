package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageFactory;
import dev.larder.docs.Markdown;
import dev.larder.docs.Project;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuickStartTest {

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
            "Same program, exact LRU instead of W-TinyLFU:",
            "  STORAGE_MODE=memory STORAGE_MEMORY_EVICTION=lru mvn -q -pl examples -am compile"
                + " exec:java");
  }

  @Test
  void readme_showsWhatIsPrinted() {
    List<String> shown =
        Markdown.read(Project.ROOT.resolve("README.md")).blockAfter("output: QuickStart").lines();

    assertThat(withoutTimes(shown)).isEqualTo(withoutTimes(printed(Map.of())));
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
