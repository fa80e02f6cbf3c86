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

  private static final String NAMESPACE = "larder-quick-start";

  public static void main(String[] args) {
    Stage.play(QuickStart::walk);
  }

  static void walk(Storage storage, Screen screen) {
    Cache<String> reports = warmedUp(storage);

    screen.timed("put 2026/10", 1, reports, () -> put(reports, "2026/10", SaveOptions.defaults()));
    screen.timed("get 2026/10", 1, reports, () -> get(reports, "2026/10"));
    screen.timed("get 2026/11", 1, reports, () -> get(reports, "2026/11"));
    long miss = screen.timed("getOrCompute 2026/11", 1, reports, () -> getOrCompute(reports));
    screen.timed("getOrCompute 2026/11", 1, reports, () -> getOrCompute(reports));
    long hit = screen.timed("getOrCompute, 100 x", 100, reports, () -> getOrCompute(reports));

    if (storage.info().supports(Capability.TTL)) {
      SaveOptions briefly = SaveOptions.defaults().withTtl(Duration.ofMillis(50));
      screen.timed("put today, TTL 50 ms", 1, reports, () -> put(reports, "today", briefly));
      pause(60);
      screen.timed("get today, later", 1, reports, () -> get(reports, "today"));
    }
    screen.line("");
    screen.row(
        "faster", "the hit took 1/%,d of the time of the miss".formatted(miss / hit));
    screen.row("counted", summary(reports.stats()));
  }

  /** Returns an empty cache on a storage that has served another one for a tenth of a second. */
  private static Cache<String> warmedUp(Storage storage) {
    // Else the times would be those of a JVM that loads its classes.
    Cache<String> other = Cache.of(storage, NAMESPACE, Codec.text());
    long end = System.nanoTime() + 100_000_000;
    while (System.nanoTime() < end) {
      other.getOrCompute("2026/11", month -> get(other, "2026/10"));
      put(other, "2026/10", SaveOptions.defaults());
      other.invalidateAll();
    }
    return Cache.of(storage, NAMESPACE, Codec.text());
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
