package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.CacheStats;
import dev.larder.Codec;
import dev.larder.storage.Capability;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.Locale;

/** A first walk, on any storage: store, miss, compute, hit, expire, count. */
public final class QuickStart {

  public static void main(String[] args) {
    Stage.play(QuickStart::walk);
  }

  static void walk(Storage storage, Screen screen) {
    Cache<String> reports = Cache.of(storage, "larder-quick-start", Codec.text());
    // A storage that outlives the program may hold the reports of an earlier walk.
    reports.invalidateAll();

    screen.timed("put 2026/10", reports, () -> put(reports, "2026/10", SaveOptions.defaults()));
    screen.timed("get 2026/10", reports, () -> get(reports, "2026/10"));
    screen.timed("get 2026/11", reports, () -> get(reports, "2026/11"));
    long miss = screen.timed("getOrCompute 2026/11", reports, () -> getOrCompute(reports));
    long hit = screen.timed("getOrCompute 2026/11", reports, () -> getOrCompute(reports));

    if (storage.info().supports(Capability.TTL)) {
      SaveOptions briefly = SaveOptions.defaults().withTtl(Duration.ofMillis(50));
      screen.timed("put today, TTL 50 ms", reports, () -> put(reports, "today", briefly));
      pause(60);
      screen.timed("get today, later", reports, () -> get(reports, "today"));
    }
    screen.line("");
    screen.row("faster", "the hit took 1/%,d of the time of the miss".formatted(miss / hit));
    screen.row("counted", summary(reports.stats()));
  }

  private static String put(Cache<String> reports, String name, SaveOptions options) {
    reports.put(name, "1310 orders", options);
    return "stored";
  }

  private static String get(Cache<String> reports, String name) {
    return reports.get(name).orElse("nothing there");
  }

  private static String getOrCompute(Cache<String> reports) {
    return reports.getOrCompute("2026/11", QuickStart::slowReport);
  }

  private static String slowReport(String month) {
    pause(300);
    return "1284 orders";
  }

  private static String summary(CacheStats stats) {
    return String.format(
        Locale.ROOT,
        "%d hits, %d misses, hit rate %.0f %%; %d computed in %d ms",
        stats.hits(),
        stats.misses(),
        100 * stats.hitRate(),
        stats.loads(),
        stats.loadTime().toMillis());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
