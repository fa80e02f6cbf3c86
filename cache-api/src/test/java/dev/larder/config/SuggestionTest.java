package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, abc, 0",
    "abc, acb, 1",
    "abc, ab, 1",
    "abc, abcd, 1",
    "abc, axc, 1",
    "ab, ba, 1",
    "ca, abc, 3",
    "kitten, sitting, 3",
    "MAX_ENTRYS, MAX_ENTRIES, 2"
  })
  void distance_countsLettersPutInLeftOutReplacedAndSwapped(String from, String to, int distance) {
    assertThat(Suggestion.distance(from, to)).isEqualTo(distance);
    assertThat(Suggestion.distance(to, from)).isEqualTo(distance);
  }

  @Property
  void distance_isSymmetricAndBounded(
      @ForAll @AlphaChars @StringLength(max = 12) String from,
      @ForAll @AlphaChars @StringLength(max = 12) String to) {
    int distance = Suggestion.distance(from, to);

    assertThat(distance).isEqualTo(Suggestion.distance(to, from));
    assertThat(distance)
        .isBetween(Math.abs(from.length() - to.length()), Math.max(from.length(), to.length()));
    assertThat(distance == 0).isEqualTo(from.equals(to));
  }

  @Test
  void nearestName_isTheFirstOfEquals() {
    assertThat(Suggestion.nearest("dsk", List.of("memory", "disk", "dusk"))).contains("disk");
  }

  @Test
  void nothingNear_isEmpty() {
    assertThat(Suggestion.nearest("TTL", List.of("MAX_SIZE", "TLS", "A"))).isEmpty();
    assertThat(Suggestion.nearest("x".repeat(100_000), List.of("MAX_SIZE"))).isEmpty();
    assertThat(Suggestion.nearest("anything", List.of())).isEmpty();
  }

  @Test
  void oneWrongLetter_isForgivenInTheShortestName() {
    assertThat(Suggestion.nearest("s4", List.of("redis", "s3"))).contains("s3");
  }
}
