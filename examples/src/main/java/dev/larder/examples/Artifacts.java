package dev.larder.examples;

import dev.larder.config.StorageFactory;
import dev.larder.json.ArtifactStore;
import dev.larder.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The artifacts of a run, by session and target: in memory, on disk, or in a cache service. */
public final class Artifacts {

  // region record
  record Metrics(String page, int loadMillis, List<Integer> samples) {}

  // endregion

  /** Saves, loads, lists and deletes artifacts on the storage of the environment. */
  public static void main(String[] args) {
    try (Storage storage = StorageFactory.fromEnvironment().open()) {
      run(storage, new Screen(System.out));
    }
  }

  static void run(Storage storage, Screen screen) {
    screen.row("storage", storage.info().name() + ", " + storage.info().location());
    // region use
    ArtifactStore artifacts = ArtifactStore.of(storage).withContext("nightly", "example.com/home");

    artifacts.save("results/metrics.json", new Metrics("home", 412, List.of(398, 412, 431)));
    artifacts.save("results/summary.json", Map.of("passed", true, "score", 0.98));
    artifacts.saveString("report.md", "# Home: 412 ms\n");

    Optional<Metrics> metrics = artifacts.load("results/metrics.json", Metrics.class);
    Optional<String> report = artifacts.loadString("report.md");
    List<String> keys = artifacts.listKeys("results/");
    // endregion
    screen.row("where", artifacts.keyOf("results/metrics.json").name());
    screen.row("metrics", metrics.orElseThrow().toString());
    screen.row("as a map", artifacts.load("results/summary.json").orElseThrow().toString());
    screen.row("report", report.orElseThrow().strip());
    screen.row("keys", keys.toString());

    ArtifactStore other = artifacts.withContext("nightly", "example.com/home2");
    screen.row("other target", other.load("results/metrics.json") + ", " + other.listKeys());
    screen.row("deleted", artifacts.delete("report.md") + ", " + artifacts.exists("report.md"));
    screen.row("cleared", artifacts.clear() + " artifacts");
  }
}
