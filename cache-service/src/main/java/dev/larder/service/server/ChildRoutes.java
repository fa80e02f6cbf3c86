package dev.larder.service.server;

import dev.larder.service.JsonForm;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores, returns, lists and deletes the files that belong to an entry. */
final class ChildRoutes {

  private static final String DATA = "/{namespace}/cache/{cache_id}/data";
  private static final String FILE = "/{data_file_id}";
  private static final String KEY_AND_FILE = "/{data_key*}/{data_file_id}";

  private final Engine engine;

  private ChildRoutes(Engine engine) {
    this.engine = engine;
  }

  static void add(Router router, Engine engine) {
    ChildRoutes routes = new ChildRoutes(engine);
    for (ChildType type : List.of(ChildType.BINARY, ChildType.JSON, ChildType.STRING)) {
      String name = "/" + type.wireName();
      router.add(Method.POST, DATA + "/store" + name, call -> routes.store(call, type));
      named(router, Method.POST, "/store" + name, call -> routes.store(call, type));
      named(router, Method.GET, name, call -> routes.read(call, type));
      named(router, Method.POST, "/update" + name, call -> routes.update(call, type));
    }
    named(router, Method.GET, "/exists/{data_type}", routes::exists);
    router.add(Method.GET, DATA + "/list", routes::list);
    router.add(Method.GET, DATA + "/list/{data_key*}", routes::list);
    router.add(Method.DELETE, DATA + "/delete/all", routes::deleteAll);
    router.add(Method.DELETE, DATA + "/delete/all/{data_key*}", routes::deleteAll);
    named(router, Method.DELETE, "/delete/{data_type}", routes::delete);
  }

  private static void named(Router router, Method method, String path, Route.Handler handler) {
    router.add(method, DATA + path + FILE, handler);
    router.add(method, DATA + path + KEY_AND_FILE, handler);
  }

  /** The child that a request is about. */
  private record Wanted(String namespace, String cacheId, Children.Name name) {

    static Wanted of(Call call, ChildType type) {
      String namespace = call.namespace();
      String cacheId = call.cacheId();
      return new Wanted(
          namespace, cacheId, new Children.Name(type, call.dataKey(), call.dataFileId()));
    }

    Map<String, @Nullable Object> missing(String message) {
      return Json.object(
          "error_type",
          "NOT_FOUND",
          "message",
          message,
          "cache_id",
          cacheId,
          "data_file_id",
          name.fileId());
    }
  }

  private Optional<EntryRef> parent(Wanted wanted) {
    return engine.entries().find(wanted.namespace(), wanted.cacheId());
  }

  private Reply store(Call call, ChildType type) throws IOException {
    Blob content = content(call, type, true);
    Wanted wanted = Wanted.of(call, type);
    EntryRef parent = parent(wanted).orElseThrow(() -> noParent(wanted));
    Children.Written written = save(call, parent, wanted, content);
    return Reply.json(
        Json.object(
            "cache_id",
            wanted.cacheId(),
            "data_files_created",
            written.paths(),
            "data_key",
            wanted.name().dataKey(),
            "data_type",
            type.wireName(),
            "extension",
            type.extension(),
            "file_id",
            wanted.name().fileId(),
            "file_size",
            written.size(),
            "namespace",
            wanted.namespace(),
            "timestamp",
            engine.millis()));
  }

  /** Returns what is to be written, or null if that is read when it is written. */
  private static @Nullable Blob content(Call call, ChildType type, boolean mayBeEmpty)
      throws IOException {
    if (type == ChildType.BINARY) {
      call.body().requireBody();
      return null;
    }
    if (type == ChildType.JSON) {
      return Blob.wrap(JsonForm.INDENT_4.bytes(call.body().object()));
    }
    if (call.body().isLongText()) {
      return null;
    }
    String text = call.text();
    if (text.isEmpty() && !mayBeEmpty) {
      throw emptyString();
    }
    return Blob.ofText(text);
  }

  static Failure emptyString() {
    return Failure.object(
        400,
        Json.object(
            "error_type",
            "INVALID_INPUT",
            "message",
            "String data cannot be empty",
            "field_name",
            "data"));
  }

  private Children.Written save(Call call, EntryRef parent, Wanted wanted, @Nullable Blob content)
      throws IOException {
    if (content != null) {
      return engine
          .children()
          .save(parent, wanted.name(), content)
          .orElseThrow(() -> noParent(wanted));
    }
    boolean text = wanted.name().type() == ChildType.STRING;
    try (InputStream in = text ? call.body().openText() : call.body().open()) {
      return engine.children().save(parent, wanted.name(), in).orElseThrow(() -> noParent(wanted));
    }
  }

  private static Failure noParent(Wanted wanted) {
    return Failure.object(
        404,
        Json.object(
            "error_type",
            "NOT_FOUND",
            "message",
            "Cache entry '"
                + wanted.cacheId()
                + "' in namespace '"
                + wanted.namespace()
                + "' not found",
            "cache_id",
            wanted.cacheId()));
  }

  private Reply read(Call call, ChildType type) {
    Wanted wanted = Wanted.of(call, type);
    Optional<EntryRef> parent = parent(wanted);
    if (type == ChildType.JSON) {
      Blob content =
          parent
              .flatMap(ref -> engine.children().read(ref, wanted.name()))
              .orElseThrow(() -> Failure.object(404, wanted.missing("Data file not found")));
      return Reply.json(Value.ofDocument(content).toTree(false));
    }
    String contentType = type == ChildType.STRING ? Reply.TEXT : Reply.BYTES;
    return parent
        .flatMap(ref -> engine.children().open(ref, wanted.name()))
        .map(reader -> Reply.stream(contentType, reader, engine.files().isExact()))
        .orElseThrow(() -> Failure.empty(404));
  }

  private Reply exists(Call call) {
    ChildType type = call.dataType();
    Wanted wanted = Wanted.of(call, type);
    boolean there =
        type != ChildType.TYPE_SAFE
            && parent(wanted)
                .map(ref -> engine.children().exists(ref, wanted.name()))
                .orElse(false);
    return Reply.json(
        Json.object(
            "cache_id",
            wanted.cacheId(),
            "data_type",
            type.wireName(),
            "data_key",
            wanted.name().dataKey(),
            "data_file_id",
            wanted.name().fileId(),
            "exists",
            there,
            "namespace",
            wanted.namespace()));
  }

  private Reply list(Call call) {
    boolean recursive = call.flag("recursive", true);
    String namespace = call.namespace();
    String id = call.cacheId();
    String dataKey = call.dataKey();
    EntryRef parent =
        engine
            .entries()
            .find(namespace, id)
            .orElseThrow(
                () ->
                    Failure.object(
                        404,
                        Json.object(
                            "error_type",
                            "NOT_FOUND",
                            "message",
                            "Cache entry '" + id + "' not found",
                            "cache_id",
                            id)));
    List<Children.Child> found = engine.children().list(parent, dataKey, recursive);
    return Reply.json(
        Json.object(
            "cache_id",
            id,
            "namespace",
            namespace,
            "data_key",
            dataKey,
            "file_count",
            found.size(),
            "files",
            found.stream().map(Children.Child::toJson).toList(),
            "total_size",
            found.stream().mapToLong(Children.Child::size).sum()));
  }

  private Reply update(Call call, ChildType type) throws IOException {
    Blob content = content(call, type, false);
    Wanted wanted = Wanted.of(call, type);
    EntryRef parent =
        parent(wanted)
            .filter(ref -> engine.children().exists(ref, wanted.name()))
            .orElseThrow(() -> notUpdated(wanted));
    Children.Written written = save(call, parent, wanted, content);
    return Reply.json(
        Json.object(
            "success",
            true,
            "cache_id",
            wanted.cacheId(),
            "namespace",
            wanted.namespace(),
            "data_type",
            type.wireName(),
            "data_key",
            wanted.name().dataKey(),
            "data_file_id",
            wanted.name().fileId(),
            "file_path",
            written.paths().get(0),
            "file_size",
            written.size()));
  }

  private static Failure notUpdated(Wanted wanted) {
    return Failure.object(
        404,
        wanted.missing(
            "Data file '"
                + wanted.name().fileId()
                + "' not found in cache entry '"
                + wanted.cacheId()
                + "'"));
  }

  private Reply delete(Call call) {
    ChildType type = call.dataType();
    Wanted wanted = Wanted.of(call, type);
    boolean deleted =
        parent(wanted).map(ref -> engine.children().delete(ref, wanted.name())).orElse(false);
    if (!deleted) {
      Map<String, @Nullable Object> detail =
          wanted.missing("Data file " + wanted.name().fileId() + " not found");
      detail.put("data_type", type.wireName());
      throw Failure.object(404, detail);
    }
    String dataKey = wanted.name().dataKey();
    return Reply.json(
        Json.object(
            "status",
            "success",
            "message",
            "Data file deleted successfully",
            "cache_id",
            wanted.cacheId(),
            "data_file_id",
            wanted.name().fileId(),
            "data_type",
            type.wireName(),
            "data_key",
            dataKey.isEmpty() ? null : dataKey,
            "namespace",
            wanted.namespace()));
  }

  private Reply deleteAll(Call call) {
    String namespace = call.namespace();
    String id = call.cacheId();
    String dataKey = call.dataKey();
    List<String> deleted =
        engine
            .entries()
            .find(namespace, id)
            .map(ref -> engine.children().deleteAll(ref, dataKey))
            .orElse(List.of());
    Map<String, @Nullable Object> reply =
        Json.object(
            "status",
            "success",
            "message",
            deleted.isEmpty()
                ? "No data files to delete"
                : "Deleted " + deleted.size() + " data files",
            "cache_id",
            id,
            "deleted_count",
            deleted.size(),
            "data_key",
            dataKey.isEmpty() ? null : dataKey,
            "namespace",
            namespace);
    if (!deleted.isEmpty()) {
      reply.put("deleted_files", deleted);
    }
    return Reply.json(reply);
  }
}
