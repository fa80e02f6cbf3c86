package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.Codec;
import dev.larder.storage.Capability;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageInfo;
import java.time.Duration;

/** A first walk, on any storage: store, miss, compute, hit, expire, count. */
public final class QuickStart {

  private final Cache<String> reports;
  private final Screen screen;
  private final long slow;

  private QuickStart(Storage storage, String namespace, Screen screen, Duration slow) {
    this.reports = Cache.of(storage, namespace, Codec.text());
    this.screen = screen;
    this.slow = slow.toMillis();
  }

  public static void main(String[] args) {
    Stage.play(QuickStart::run);
  }

  static void run(Storage storage, Screen screen) {
    // Rehearsed unseen, or the times would be those of a JVM that loads its classes.
    long start = System.nanoTime();
    while (System.nanoTime() - start < 300_000_000) {
      QuickStart rehearsal =
          new QuickStart(storage, "larder-rehearsal", Screen.dark(), Duration.ofMillis(6));
      rehearsal.walk(storage.info());
      rehearsal.reports.invalidateAll();
    }
    // What this leaves in a storage that outlives the program, the next run finds.
    new QuickStart(storage, "larder-quick-start", screen, Duration.ofMillis(300))
        .walk(storage.info());
  }

  private void walk(StorageInfo info) {
    screen.timed("put 2026/10", reports, () -> put("2026/10", SaveOptions.defaults()));
    screen.timed("get 2026/10", reports, () -> get("2026/10"));
    screen.timed("get 2026/11", reports, () -> get("2026/11"));
    long first = screen.timed("getOrCompute 2026/11", reports, this::getOrCompute);
    screen.timed("getOrCompute 2026/11", reports, this::getOrCompute);
    long hit = screen.timed("100 times more, each", 100, reports, this::getOrCompute);
    if (info.supports(Capability.TTL)) {
      SaveOptions briefly = SaveOptions.defaults().withTtl(Duration.ofMillis(slow / 6));
      screen.timed("put today, TTL 50 ms", reports, () -> put("today", briefly));
      Stage.pause(slow / 5);
      screen.timed("get today, later", reports, () -> get("today"));
    }
    screen.line("");
    screen.row("speed", speed(first, hit));
    screen.row("counted", Screen.summary(reports.stats()));
  }

  private String speed(long first, long hit) {
    return reports.stats().loads() == 0
        ? "nothing was computed: an earlier run had left it here"
        : "a hit is " + first / hit + " times as fast as the computation";
  }

  private String put(String name, SaveOptions options) {
    reports.put(name, "1310 orders", options);
    return "stored";
  }

  private String get(String name) {
    return reports.get(name).orElse("nothing there");
  }

  private String getOrCompute() {
    return reports.getOrCompute("2026/11", this::slowReport);
  }

  private String slowReport(String month) {
    Stage.pause(slow);
    return "1284 orders";
  }
}
