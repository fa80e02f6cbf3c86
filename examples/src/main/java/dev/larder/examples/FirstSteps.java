package dev.larder.examples;

// region program
import dev.larder.Cache;
import dev.larder.Codec;
import dev.larder.config.StorageFactory;
import dev.larder.storage.Storage;
import java.time.Duration;

/** Looks up reports, and makes one only if it is not there. */
public final class FirstSteps {

  public static void main(String[] args) {
    try (Storage storage = StorageFactory.fromEnvironment().open()) {
      Cache<String> reports =
          Cache.builder(storage, "reports", Codec.text()).ttl(Duration.ofHours(1)).build();

      reports.put("2026/10", "October: 1310 orders");
      System.out.println(reports.get("2026/10")); // Optional[October: 1310 orders]
      System.out.println(reports.get("2026/11")); // Optional.empty: a miss is no error

      String report = reports.getOrCompute("2026/11", month -> "slow report on " + month);
      System.out.println(report); // computed now, found from then on
      System.out.println(reports.stats()); // hits=1, misses=2, loads=1, ...
    }
  }
}
// endregion
