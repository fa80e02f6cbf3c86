package dev.larder.examples;

import dev.larder.backend.CacheBackend;
import dev.larder.backend.NodeSignature;
import dev.larder.backend.StorageCacheBackend;
import dev.larder.config.StorageFactory;
import dev.larder.json.NodeSignatureJson;
import dev.larder.storage.Blob;
import dev.larder.storage.Storage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A backend of your own: five methods, here over two maps. */
// region backend
public final class OwnBackend implements CacheBackend {

  final Map<String, NodeSignature> signatures = new ConcurrentHashMap<>();
  final Map<String, Blob> results = new ConcurrentHashMap<>();

  @Override
  public Optional<NodeSignature> getMeta(String node) {
    // A signature without its result is no use to anybody.
    return Optional.ofNullable(
        signatures.computeIfPresent(node, (n, found) -> results.containsKey(n) ? found : null));
  }

  @Override
  public void setMeta(NodeSignature signature) {
    signatures.put(signature.node(), signature);
  }

  @Override
  public Optional<Blob> getBlob(String key) {
    return Optional.ofNullable(results.get(key));
  }

  @Override
  public void setBlob(String key, Blob value) {
    results.put(key, value);
  }

  @Override
  public void clear() {
    signatures.clear();
    results.clear();
  }

  // endregion

  /** Runs a small pipeline on this backend, then the same one on the storage that is asked for. */
  public static void main(String[] args) {
    run(new OwnBackend(), new Screen(System.out));
    try (Storage storage = StorageFactory.fromEnvironment().open()) {
      CacheBackend backend =
          new StorageCacheBackend(storage, "own-backend", NodeSignatureJson.codec());
      run(backend, new Screen(System.out));
    }
  }

  static void run(CacheBackend backend, Screen screen) {
    MiniPipeline pipeline = new MiniPipeline(backend);
    screen.line(backend.getClass().getSimpleName());
    screen.row("first run", pipeline.run(" hello ", 1));
    screen.row("again", pipeline.run(" hello ", 1));
    screen.row("new code", pipeline.run(" hello ", 2));
    screen.row("new input", pipeline.run("hello", 2));
    backend.clear();
    screen.row("cleared", pipeline.run(" hello ", 2));
  }
}
