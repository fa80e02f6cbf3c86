package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.Codec;
import dev.larder.config.StorageFactory;
import dev.larder.json.JsonCodec;
import dev.larder.json.JsonType;
import dev.larder.storage.Storage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Records as values, stored as JSON. */
public final class TypedValues {

  // region records
  record Order(String id, LocalDate placed, BigDecimal total, List<String> items) {}

  private static final JsonCodec<Order> ONE = JsonCodec.of(Order.class);
  private static final JsonCodec<List<Order>> MANY = JsonCodec.of(new JsonType<List<Order>>() {});

  // endregion

  /** Stores records, reads them back, and shows what becomes of one that cannot be read. */
  public static void main(String[] args) {
    try (Storage storage = StorageFactory.fromEnvironment().open()) {
      run(storage, new Screen(System.out));
    }
  }

  static void run(Storage storage, Screen screen) {
    Order tea =
        new Order("A-17", LocalDate.of(2026, 11, 21), new BigDecimal("12.90"), List.of("tea"));
    // region use
    Cache<Order> orders = Cache.of(storage, "orders", ONE);
    orders.put("A-17", tea);
    Order found = orders.get("A-17").orElseThrow();

    Cache<List<Order>> days = Cache.of(storage, "days", MANY);
    List<Order> today = days.getOrCompute("2026-11-21", day -> List.of(tea));
    // endregion
    screen.row("one", found.toString());
    screen.row("many", today.size() + " order of " + today.get(0).placed());

    // The form of yesterday, or a foreign one, is a miss and counted, never an exception.
    Cache.of(storage, "orders", Codec.text()).put("A-18", "{\"id\": 18}");
    screen.row("unreadable", orders.get("A-18") + ", counted " + orders.stats().undecodable());
  }
}
