package dev.larder.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record with a bit of everything, for the tests. */
record Order(
    String id,
    State state,
    BigDecimal total,
    Instant made,
    Optional<String> note,
    List<Item> items,
    Map<String, List<Integer>> counts) {

  enum State {
    OPEN,
    PAID {
      @Override
      public String toString() {
        return "paid up";
      }
    }
  }

  record Item(int number, double price) {}

  static Order sample() {
    return new Order(
        "o-1",
        State.PAID,
        new BigDecimal("10.00"),
        Instant.parse("2026-11-21T07:30:00.123456789Z"),
        Optional.empty(),
        List.of(new Item(3, 1.25)),
        Map.of("b", List.of(2), "a", List.of()));
  }
}
