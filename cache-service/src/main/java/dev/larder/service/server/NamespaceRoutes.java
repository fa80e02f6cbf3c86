package dev.larder.service.server;

import dev.larder.service.transport.ServiceRequest.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what is in a namespace, and which there are. */
final class NamespaceRoutes {

  private static final Map<String, String> COUNTED =
      Map.of(
          "data/direct/", "direct_files",
          "data/temporal/", "temporal_files",
          "data/temporal-latest/", "temporal_latest_files",
          "data/temporal-versioned/", "temporal_versioned_files",
          "data/key-based/", "key_based_files",
          "refs/by-hash/", "refs_hash_files",
          "refs/by-id/", "refs_id_files");

  private static final String JSON = ".json";

  private final Engine engine;

  private NamespaceRoutes(Engine engine) {
    this.engine = engine;
  }

  static void add(Router router, Engine engine) {
    NamespaceRoutes routes = new NamespaceRoutes(engine);
    router.add(Method.GET, "/{namespace}/file-hashes", call -> routes.names(call, "refs/by-hash"));
    router.add(Method.GET, "/{namespace}/file-ids", call -> routes.names(call, "refs/by-id"));
    router.add(Method.GET, "/{namespace}/stats", routes::stats);
    EntryListing listing = new EntryListing(engine);
    router.add(Method.GET, "/{namespace}/entries", listing::list);
    router.add(Method.GET, "/namespaces/list", call -> routes.namespaces());
    router.add(Method.DELETE, "/test-data/clear/{namespace}", routes::clear);
  }

  private Reply names(Call call, String folder) {
    return Reply.json(List.copyOf(names(engine, call.namespace(), folder)));
  }

  /** Returns the names of the references in a folder of them. */
  private static NavigableSet<String> names(Engine engine, String namespace, String folder) {
    NavigableSet<String> names = new TreeSet<>();
    engine
        .files()
        .list(
            EntryRef.folder(namespace, folder),
            path -> {
              name(path).ifPresent(names::add);
              return true;
            });
    return names;
  }

  /** Returns the name of the reference in that file; empty if it is another file. */
  static Optional<String> name(String path) {
    return path.endsWith(JSON)
        ? Optional.of(path.substring(path.lastIndexOf('/') + 1, path.length() - JSON.length()))
        : Optional.empty();
  }

  private Reply stats(Call call) {
    String namespace = call.namespace();
    Map<String, @Nullable Object> stats =
        Json.object(
            "namespace",
            namespace,
            "ttl_hours",
            engine.ttlHours(),
            "direct_files",
            0,
            "temporal_files",
            0,
            "temporal_latest_files",
            0,
            "temporal_versioned_files",
            0,
            "key_based_files",
            0,
            "refs_hash_files",
            0,
            "refs_id_files",
            0,
            "total_files",
            0);
    engine
        .files()
        .list(
            namespace,
            path -> {
              count(stats, namespace.isEmpty() ? path : path.substring(namespace.length() + 1));
              return true;
            });
    return Reply.json(stats);
  }

  private static void count(Map<String, @Nullable Object> stats, String path) {
    COUNTED.forEach(
        (folder, counter) -> {
          if (path.startsWith(folder)) {
            stats.merge(counter, 1, (a, b) -> (Integer) a + (Integer) b);
            stats.merge("total_files", 1, (a, b) -> (Integer) a + (Integer) b);
          }
        });
  }

  private Reply namespaces() {
    NavigableSet<String> names = new TreeSet<>();
    engine
        .files()
        .list(
            "",
            path -> {
              int slash = path.indexOf('/');
              if (slash > 0) {
                names.add(path.substring(0, slash));
              }
              return true;
            });
    return Reply.json(List.copyOf(names));
  }

  private Reply clear(Call call) {
    String namespace = call.namespace();
    // The one without a name is the root of all others.
    long deleted =
        namespace.isEmpty() ? 0 : engine.locks().clearing(namespace, () -> deleteAll(namespace));
    return Reply.json(
        Json.object(
            "success",
            true,
            "namespace",
            namespace,
            "files_deleted",
            deleted,
            "message",
            "Cleared " + deleted + " files from " + namespace,
            "error",
            ""));
  }

  private long deleteAll(String namespace) {
    List<String> paths = new ArrayList<>();
    engine.files().list(namespace, paths::add);
    long deleted = paths.stream().filter(engine.files()::delete).count();
    engine.hashes().clear(namespace);
    return deleted;
  }
}
