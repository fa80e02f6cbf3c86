package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which processes compact while some write. */
final class OtherWritersTest {

  private final OtherWriters others = new OtherWriters(100, 7);

  @Test
  void whileNobodyWrites_thisOneCompacts() {
    assertThat(others.areToCompact(100, 7)).isFalse();
    assertThat(others.areToCompact(100, 7)).isFalse();
  }

  @Test
  void whileThisOneWrites_itCompacts() {
    assertThat(others.areToCompact(101, 8)).isFalse();
    assertThat(others.areToCompact(200, 9)).isFalse();
  }

  @Test
  void whileOnlyOthersWrite_itIsLeftToThem_untilTheyStop() {
    assertThat(others.areToCompact(101, 7)).isTrue();
    assertThat(others.areToCompact(102, 7)).isTrue();
    assertThat(others.areToCompact(102, 7)).isFalse();
    assertThat(others.areToCompact(103, 7)).isTrue();
  }

  @Test
  void whileOnlyOthersWrite_itIsTheirsForAWhileOnly() {
    long version = 100;
    for (int turn = 0; turn < 3; turn++) {
      for (int i = 0; i < OtherWriters.PATIENCE; i++) {
        assertThat(others.areToCompact(++version, 7)).isTrue();
      }
      assertThat(others.areToCompact(++version, 7)).isFalse();
    }
  }
}
