package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping is there for as long as somebody can read what is in it. */
final class MappedMemoryTest {

  @TempDir(factory = MemoryDirectory.class)
  Path root;

  /** A value in a segment, which the storage has mapped in any case, and one in its own file. */
  @ParameterizedTest
  @CsvSource({MappedMemory.SMALL + ", 0", (MappedMemory.SMALL + 1) + ", 1"})
  void mapping_outlivesEntryAndStorage_untilNobodyHoldsTheValue(int size, int own) {
    try (Child child = Child.start(MappedMemory.class, root, size)) {
      assertThat(child.rest())
          .isEqualTo(
              """
              held: %d, true
              replaced and compacted: 1, true
              let go: 0, true
              closed: 1, true
              let go: 0, true\
              """
                  .formatted(own));
    }
  }
}
