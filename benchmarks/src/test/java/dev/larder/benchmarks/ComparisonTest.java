package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  @Test
  void storage_standsForItsSections() {
    assertThat(Comparison.sections(List.of("disk")).keySet())
        .containsExactly("put", "get", "load", "open", "space", "growth", "index", "processes");
    assertThat(Comparison.sections(List.of("open", "memory")).keySet())
        .containsExactly("throughput", "redis", "insert", "hits", "heap", "open");
    assertThat(Comparison.sections(List.of("service")).keySet())
        .containsExactly("http", "loads", "servers");
  }

  @Test
  void nothing_standsForEverything() {
    assertThat(Comparison.sections(List.of())).hasSize(16);
  }

  @Test
  void unknownSection_isRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> Comparison.sections(List.of("put", "tape")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sections ([put, tape]) must be among memory [throughput, redis, insert, hits, heap]"
                + ", disk [put, get, load, open, space, growth, index, processes]"
                + " and service [http, loads, servers]");
  }
}
