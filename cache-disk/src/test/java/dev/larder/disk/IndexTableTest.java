package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IndexTableTest {

  private final IndexTable table = new IndexTable();

  private long find(int hash, long place) {
    return table.find(hash, 0, p -> p == place);
  }

  @Test
  void emptyTable_findsNothing() {
    assertThat(find(7, Place.of(1, 64))).isEqualTo(Place.NONE);
  }

  @Test
  void equalHashes_areToldApartByTheTest() {
    table.put(7, Place.NONE, Place.of(1, 64), 1);
    table.put(7, Place.NONE, Place.of(1, 128), 1);
    assertThat(find(7, Place.of(1, 64))).isEqualTo(Place.of(1, 64));
    assertThat(find(7, Place.of(1, 128))).isEqualTo(Place.of(1, 128));
  }

  @Test
  void randomChanges_areThoseOfAMap() {
    Random random = new Random(42);
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      long place = Place.of(1, 64 + random.nextInt(600));
      // Few hashes, so that runs of them meet and are closed.
      int hash = ((int) (place % 41) * 0x01000193) >>> (32 - IndexSlots.HASH_BITS);
      if (expected.containsKey(place)) {
        assertThat(table.remove(hash, place)).isTrue();
        expected.remove(place);
      } else {
        table.put(hash, Place.NONE, place, 1);
        expected.put(place, hash);
      }
    }
    long[] places = table.places();
    assertThat(Arrays.stream(places).boxed())
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach((place, hash) -> assertThat(find(hash, place)).isEqualTo(place));
  }

  @Test
  void copies_areCountedWithThePlace() {
    long first = Place.of(1, 64);
    long second = Place.of(1, 128);
    table.put(7, Place.NONE, first, 1);
    assertThat(table.hasCopies(7, first)).isFalse();
    table.put(7, first, second, 2);
    assertThat(table.hasCopies(7, second)).isTrue();
    table.countCopy(7, second, -1);
    assertThat(table.hasCopies(7, second)).isFalse();
  }
}
