package dev.larder.service.server;

import dev.larder.service.JsonForm;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether entries are there, deletes them, and writes other content into them. */
final class EntryRoutes {

  private final Engine engine;

  private EntryRoutes(Engine engine) {
    this.engine = engine;
  }

  static void add(Router router, Engine engine) {
    EntryRoutes routes = new EntryRoutes(engine);
    router.add(Method.GET, "/{namespace}/exists/id/{cache_id}", routes::existsId);
    router.add(Method.GET, "/{namespace}/exists/hash/{cache_hash}", routes::existsHash);
    router.add(Method.POST, "/{namespace}/update/{cache_id}/string", routes::updateString);
    router.add(Method.POST, "/{namespace}/update/{cache_id}/json", routes::updateJson);
    router.add(Method.POST, "/{namespace}/update/{cache_id}/binary", routes::updateBinary);
    router.add(Method.DELETE, "/{namespace}/delete/{cache_id}", routes::delete);
  }

  private Reply existsId(Call call) {
    String namespace = call.namespace();
    String id = call.cacheId();
    boolean there = engine.files().exists(EntryRef.idFile(namespace, id));
    return exists(there, id, null, namespace);
  }

  private Reply existsHash(Call call) {
    String namespace = call.namespace();
    String hash = call.cacheHash();
    boolean there = engine.hashes().latest(namespace, hash).isPresent();
    return exists(there, null, hash, namespace);
  }

  private static Reply exists(
      boolean there, @Nullable String id, @Nullable String hash, String namespace) {
    return Reply.json(
        Json.object("exists", there, "cache_id", id, "cache_hash", hash, "namespace", namespace));
  }

  private Reply updateString(Call call) throws IOException {
    String text = call.text();
    String namespace = call.namespace();
    String id = call.cacheId();
    if (text.isEmpty()) {
      throw ChildRoutes.emptyString();
    }
    return update(namespace, id, Blob.wrap(JsonForm.INDENT_2.bytes(text)));
  }

  private Reply updateJson(Call call) throws IOException {
    Map<String, @Nullable Object> object = call.body().object();
    String namespace = call.namespace();
    return update(namespace, call.cacheId(), Blob.wrap(JsonForm.INDENT_4.bytes(object)));
  }

  private Reply update(String namespace, String id, Blob content) {
    EntryRef ref = engine.entries().find(namespace, id).orElseThrow(() -> notUpdated(id));
    try (Upload upload = Upload.of(ref.contentFiles(), content, ref.hash())) {
      return update(ref, upload);
    }
  }

  private Reply updateBinary(Call call) throws IOException {
    call.body().requireBody();
    String namespace = call.namespace();
    String id = call.cacheId();
    EntryRef ref = engine.entries().find(namespace, id).orElseThrow(() -> notUpdated(id));
    try (InputStream in = call.body().open();
        Upload upload = Upload.read(ref.contentFiles(), in, 0, engine.files()::openWrite)) {
      return update(ref, upload);
    }
  }

  private Reply update(EntryRef ref, Upload upload) {
    if (!engine.entries().update(ref, upload)) {
      throw notUpdated(ref.id());
    }
    return Reply.json(
        Json.object(
            "cache_id",
            ref.id(),
            "cache_hash",
            ref.hash(),
            "namespace",
            ref.namespace(),
            "paths",
            ref.contentFiles(),
            "size",
            upload.size(),
            "timestamp",
            engine.millis(),
            "updated_content",
            true,
            "updated_hash",
            false,
            "updated_metadata",
            false,
            "updated_id_ref",
            false));
  }

  private static Failure notUpdated(String id) {
    return Failure.object(
        500,
        Json.object(
            "error_type",
            "UPDATE_FAILED",
            "message",
            "Failed to update cache entry " + id,
            "cache_id",
            id));
  }

  private Reply delete(Call call) {
    String namespace = call.namespace();
    String id = call.cacheId();
    Optional<Entries.Deleted> outcome = engine.entries().delete(namespace, id);
    if (outcome.isEmpty()) {
      return Reply.json(
          Json.object("status", "not_found", "message", "Cache ID " + id + " not found"));
    }
    Entries.Deleted deleted = outcome.get();
    return Reply.json(
        Json.object(
            "status",
            deleted.failed().isEmpty() ? "success" : "partial",
            "cache_id",
            id,
            "deleted_count",
            deleted.paths().size(),
            "failed_count",
            deleted.failed().size(),
            "deleted_paths",
            new ArrayList<>(deleted.paths()),
            "failed_paths",
            new ArrayList<>(deleted.failed())));
  }
}
