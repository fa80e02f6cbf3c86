package dev.larder.service.server;

import dev.larder.service.CacheHash;
import dev.larder.service.Strategy;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.service.zip.UnreadableZipException;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Stores zips, returns their members, and makes new ones of them with other members. */
final class ZipRoutes {

  private static final String ONE = "/{namespace}/zip/{cache_id}/";
  private static final String NOT_IN_CACHE = "Zip file not found in cache";

  private final Engine engine;

  private ZipRoutes(Engine engine) {
    this.engine = engine;
  }

  static void add(Router router, Engine engine) {
    ZipRoutes routes = new ZipRoutes(engine);
    String store = "/{namespace}/{strategy}/zip/";
    router.add(Method.POST, store + "create/{cache_key*}/{file_id}", routes::create);
    router.add(Method.POST, store + "store/{cache_key*}/{file_id}", routes::store);
    router.add(Method.GET, ONE + "retrieve", routes::retrieve);
    router.add(Method.GET, ONE + "files/list", routes::list);
    router.add(Method.GET, ONE + "file/retrieve/{file_path*}", routes::file);
    router.add(Method.POST, ONE + "file/add/from/bytes/{file_path*}", routes::addBytes);
    router.add(Method.POST, ONE + "file/add/from/string/{file_path*}", routes::addString);
    router.add(Method.DELETE, ONE + "file/delete/{file_path*}", routes::delete);
    router.add(Method.POST, ONE + "batch/operations", routes::batch);
  }

  private Reply create(Call call) {
    Strategy strategy = call.strategy();
    ZipArchive empty = new ZipArchive();
    return stored(call, strategy, empty, empty.toBlob());
  }

  private Reply store(Call call) throws IOException {
    Strategy strategy = call.strategy();
    Blob zip = call.body().bytes();
    try {
      return stored(call, strategy, ZipArchive.read(zip, engine.limits().maxDocument()), zip);
    } catch (UnreadableZipException unreadable) {
      throw Failure.text(400, "Invalid zip file: " + unreadable.why());
    }
  }

  private Reply stored(Call call, Strategy strategy, ZipArchive archive, Blob zip) {
    NewEntry entry = NewEntry.of(call, strategy, true, engine.now()).asGiven();
    Entries.Stored stored = engine.entries().store(entry, zip, archive.hash());
    Map<String, @Nullable Object> reply = stored.toJson();
    reply.put("file_count", archive.members().size());
    reply.put("stored_at", stored.ref().timestamp());
    reply.put("error_type", null);
    reply.put("error_message", null);
    reply.put("success", true);
    return Reply.json(reply);
  }

  /** A zip that was found. */
  private record Found(EntryRef ref, Blob content) {}

  private Optional<Found> find(Call call) {
    String namespace = call.namespace();
    String id = call.cacheId();
    return engine
        .entries()
        .find(namespace, id)
        .flatMap(ref -> engine.files().read(ref.contentFile()).map(blob -> new Found(ref, blob)));
  }

  private ZipArchive archive(Blob content, int status) {
    try {
      return ZipArchive.read(content, engine.limits().maxDocument());
    } catch (UnreadableZipException unreadable) {
      throw Failure.text(status, unreadable.why());
    }
  }

  private Reply retrieve(Call call) {
    Found found = find(call).orElseThrow(() -> Failure.text(404, "Zip file not found"));
    if (!found.ref().isBinary()) {
      throw Failure.text(400, "Cached item is not a binary file");
    }
    return Reply.of(Reply.ZIP, found.content())
        .with("content-disposition", "attachment; filename=" + found.ref().id() + ".zip");
  }

  private Reply list(Call call) {
    Found found = find(call).orElseThrow(() -> Failure.text(404, NOT_IN_CACHE));
    List<String> names =
        List.copyOf(new TreeSet<>(archive(found.content(), 404).members().keySet()));
    return Reply.json(
        operation(
            "list",
            found.ref(),
            null,
            "Found " + names.size() + " files in zip",
            names,
            List.of()));
  }

  private Reply file(Call call) {
    String path = filePath(call, 404, "file_path required for get operation");
    Found found = find(call).orElseThrow(() -> Failure.text(404, NOT_IN_CACHE));
    byte[] content = archive(found.content(), 404).members().get(path);
    if (content == null) {
      throw Failure.text(404, "File '" + path + "' not found in zip");
    }
    return Reply.of(Reply.BYTES, Blob.wrap(content));
  }

  private static String filePath(Call call, int status, String missing) {
    String path = Identifiers.filePath("file_path", call.raw("file_path"));
    if (path.isEmpty()) {
      throw Failure.text(status, missing);
    }
    return path;
  }

  private Reply addBytes(Call call) throws IOException {
    return add(call, call.body().bytes().toByteArray());
  }

  private Reply addString(Call call) throws IOException {
    return add(call, Blob.ofText(call.text()).toByteArray());
  }

  private Reply add(Call call, byte[] content) {
    String path = filePath(call, 400, "file_path required");
    Found found = find(call).orElseThrow(() -> Failure.text(400, NOT_IN_CACHE));
    ZipArchive archive = archive(found.content(), 400);
    archive.members().put(path, content);
    EntryRef made = derived(found.ref(), archive);
    return Reply.json(
        operation(
            "add",
            made,
            found.ref(),
            changed("Added", path, "to", made),
            List.of(),
            List.of(path)));
  }

  private Reply delete(Call call) {
    String path = filePath(call, 400, "file_path required for remove operation");
    Found found = find(call).orElseThrow(() -> Failure.text(400, NOT_IN_CACHE));
    ZipArchive archive = archive(found.content(), 400);
    archive.members().remove(path);
    EntryRef made = derived(found.ref(), archive);
    return Reply.json(
        operation(
            "remove",
            made,
            found.ref(),
            changed("Removed", path, "from", made),
            List.of(),
            List.of(path)));
  }

  private static String changed(String what, String path, String way, EntryRef made) {
    return what + " '" + path + "' " + way + " zip (new cache_id: " + made.id() + ")";
  }

  /** Stores what became of a zip as an entry of its own, without a key. */
  private EntryRef derived(EntryRef original, ZipArchive archive) {
    NewEntry entry =
        NewEntry.of(original.namespace(), original.strategy(), "", "", true, engine.now());
    return engine.entries().store(entry, archive.toBlob(), archive.hash()).ref();
  }

  private static Map<String, @Nullable Object> operation(
      String operation,
      EntryRef entry,
      @Nullable EntryRef original,
      String message,
      List<String> listed,
      List<String> affected) {
    return Json.object(
        "success",
        true,
        "operation",
        operation,
        "cache_id",
        entry.id(),
        "original_cache_id",
        original == null ? null : original.id(),
        "message",
        Identifiers.clean(message, ":.'\"() "),
        "file_list",
        listed,
        "file_content",
        "",
        "file_size",
        0,
        "files_affected",
        affected,
        "error_details",
        "");
  }

  private Reply batch(Call call) throws IOException {
    ZipBatch batch = ZipBatch.of(call.body().object());
    Optional<Found> found = find(call);
    if (found.isEmpty()) {
      return Reply.json(batch.notFound(call.cacheId(), NOT_IN_CACHE, engine.millis()));
    }
    EntryRef original = found.get().ref();
    ZipArchive archive = archive(found.get().content(), 400);
    if (!batch.apply(archive.members(), engine.limits().maxDocument())) {
      boolean counted = !batch.wasUndone();
      return Reply.json(
          batch.result(
              original.id(),
              original.id(),
              counted ? archive.members().size() : 0,
              counted ? found.get().content().size() : 0,
              engine.millis()));
    }
    Blob zip = archive.toBlob();
    NewEntry entry = NewEntry.of(original.namespace(), Strategy.DIRECT, "", "", true, engine.now());
    EntryRef made = engine.entries().store(entry, zip, CacheHash.ofBytes(zip)).ref();
    return Reply.json(
        batch.result(
            made.id(), original.id(), archive.members().size(), zip.size(), engine.millis()));
  }
}
