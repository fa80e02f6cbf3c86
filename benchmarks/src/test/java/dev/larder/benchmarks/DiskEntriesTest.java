package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DiskEntriesTest {

  @Test
  void names_have41CharactersAndDiffer() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(names.add(DiskEntries.name(i))).isTrue();
    }
    assertThat(names).allMatch(name -> name.length() == DiskEntries.KEY_LENGTH);
    assertThat(DiskEntries.name(0)).isEqualTo("datasets/e220a8397b1dcdaf0000000000000000");
  }

  @Test
  void value_isKnownByItsNumber() {
    byte[] value = DiskEntries.value(3, 100);
    assertThat(value).isEqualTo(DiskEntries.value(3, 100));
    assertThatCode(() -> DiskEntries.require(3, 100, value, 100)).doesNotThrowAnyException();
  }

  @Test
  void valueThatIsShort_isAnError() {
    byte[] value = DiskEntries.value(3, 100);
    assertThatThrownBy(() -> DiskEntries.require(3, 100, value, 99))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("entry 3 was not read back: 99 bytes of 100");
  }
}
