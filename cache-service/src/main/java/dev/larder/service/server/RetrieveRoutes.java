package dev.larder.service.server;

import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Returns entries, by their ids and by the hashes of what they hold. */
final class RetrieveRoutes {

  private static final String ID = "/{namespace}/retrieve/{cache_id}";
  private static final String HASH = "/{namespace}/retrieve/hash/{cache_hash}";

  private final Engine engine;

  private RetrieveRoutes(Engine engine) {
    this.engine = engine;
  }

  static void add(Router router, Engine engine) {
    RetrieveRoutes routes = new RetrieveRoutes(engine);
    router.add(Method.GET, ID, call -> routes.plain(routes.byId(call)));
    router.add(Method.GET, ID + "/config", call -> routes.config(routes.byId(call)));
    router.add(Method.GET, ID + "/metadata", call -> routes.metadata(routes.byId(call)));
    router.add(Method.GET, ID + "/refs", call -> routes.refs(routes.byId(call)));
    router.add(Method.GET, ID + "/refs/all", call -> routes.allRefs(routes.byId(call)));
    router.add(Method.GET, ID + "/string", call -> routes.string(routes.byId(call)));
    router.add(Method.GET, ID + "/json", call -> routes.json(routes.byId(call)));
    router.add(Method.GET, ID + "/binary", call -> routes.binary(routes.byId(call)));
    router.add(Method.GET, HASH, call -> routes.byHash(call, routes::plain));
    router.add(Method.GET, HASH + "/string", call -> routes.byHash(call, routes::string));
    router.add(Method.GET, HASH + "/json", call -> routes.byHash(call, routes::json));
    router.add(Method.GET, HASH + "/binary", call -> routes.byHash(call, routes::binary));
    router.add(Method.GET, HASH + "/metadata", call -> routes.byHash(call, routes::smallMetadata));
    router.add(Method.GET, HASH + "/refs-hash", routes::hashRefs);
    router.add(Method.GET, HASH + "/cache-id", routes::cacheIdOfHash);
  }

  /** Returns what the plain route answers of an entry. */
  static Reply entry(Engine engine, EntryRef ref) {
    return new RetrieveRoutes(engine)
        .plain(new Wanted(ref.namespace(), ref.id(), null, Optional.of(ref)));
  }

  /** What was asked for, by one of its two names. */
  private record Wanted(
      String namespace, @Nullable String id, @Nullable String hash, Optional<EntryRef> ref) {

    /** Returns the entry, or fails with the object that says that it was not found. */
    EntryRef orNotFound(long now) {
      return ref.orElseThrow(() -> notFound(now));
    }

    Failure notFound(long now) {
      return Failure.noEntry(namespace, id, hash, now);
    }

    /** Returns the entry, or fails with the text that says that it was not found. */
    EntryRef orNoText() {
      return ref.orElseThrow(() -> Failure.text(404, Failure.ENTRY_NOT_FOUND));
    }
  }

  private Wanted byId(Call call) {
    String namespace = call.namespace();
    String id = call.cacheId();
    return new Wanted(namespace, id, null, engine.entries().find(namespace, id));
  }

  private Wanted byHash(Call call) {
    String namespace = call.namespace();
    String hash = call.cacheHash();
    return new Wanted(namespace, null, hash, engine.entries().findLatest(namespace, hash));
  }

  /** Answers from the latest entry of the hash, and from the next one if that is just deleted. */
  private Reply byHash(Call call, Function<Wanted, Reply> read) {
    Wanted wanted = byHash(call);
    try {
      return read.apply(wanted);
    } catch (Failure failure) {
      if (failure.reply().status() != 404 || wanted.ref().isEmpty()) {
        throw failure;
      }
      return engine
          .entries()
          .whileStaying(call.namespace(), call.cacheHash(), () -> read.apply(byHash(call)));
    }
  }

  private Reply plain(Wanted wanted) {
    EntryRef ref = wanted.orNotFound(engine.millis());
    return ref.isBinary() ? plainBytes(wanted, ref) : plainDocument(wanted, ref);
  }

  private Reply plainDocument(Wanted wanted, EntryRef ref) {
    Blob content =
        engine.files().read(ref.contentFile()).orElseThrow(() -> wanted.notFound(engine.millis()));
    Map<String, @Nullable Object> metadata = small(ref, content.size());
    return plain(wanted, ref, metadata, Value.ofDocument(content));
  }

  private Reply plainBytes(Wanted wanted, EntryRef ref) {
    long size = engine.files().size(ref.contentFile());
    if (size < 0) {
      throw wanted.notFound(engine.millis());
    }
    Map<String, @Nullable Object> metadata = small(ref, size);
    if (!"gzip".equals(metadata.get("content_encoding"))) {
      return redirect(wanted, ref, metadata, size);
    }
    Value value = engine.value(ref).orElseThrow(() -> wanted.notFound(engine.millis()));
    return plain(wanted, ref, metadata, value);
  }

  private static Reply plain(
      Wanted wanted, EntryRef ref, Map<String, @Nullable Object> metadata, Value value) {
    if (value instanceof Value.Bytes bytes) {
      return redirect(wanted, ref, metadata, bytes.blob().size());
    }
    Object data = value instanceof Value.Text text ? text.text() : ((Value.Tree) value).tree();
    return Reply.json(Json.object("data", data, "metadata", metadata, "data_type", value.type()));
  }

  private static Reply redirect(
      Wanted wanted, EntryRef ref, Map<String, @Nullable Object> metadata, long size) {
    String way = wanted.hash() == null ? ref.id() : "hash/" + wanted.hash();
    return Reply.json(
        Json.object(
            "message",
            "Binary data requires separate endpoint",
            "data_type",
            "binary",
            "size",
            size,
            "cache_hash",
            ref.hash(),
            "cache_id",
            ref.id(),
            "namespace",
            ref.namespace(),
            "binary_url",
            "/" + ref.namespace() + "/retrieve/" + way + "/binary",
            "metadata",
            metadata));
  }

  /** Returns what the plain routes say of an entry. */
  private Map<String, @Nullable Object> small(EntryRef ref, long size) {
    Map<String, @Nullable Object> small = new LinkedHashMap<>();
    Map<?, ?> known = engine.described(ref);
    for (String name :
        new String[] {
          "cache_id",
          "cache_hash",
          "cache_key",
          "file_id",
          "namespace",
          "strategy",
          "stored_at",
          "file_type",
          "content_encoding"
        }) {
      small.put(name, known.get(name));
    }
    small.put("content_size", size);
    return small;
  }

  private Reply string(Wanted wanted) {
    Value value = value(wanted);
    return Reply.of(Reply.TEXT, Blob.ofText(value.toText(wanted.hash() != null)));
  }

  private Reply json(Wanted wanted) {
    return Reply.json(value(wanted).toTree(wanted.hash() == null));
  }

  private Reply binary(Wanted wanted) {
    EntryRef ref = wanted.orNoText();
    if (ref.isBinary() && !engine.isPacked(ref)) {
      return engine
          .files()
          .openRead(ref.contentFile())
          .map(reader -> Reply.stream(Reply.BYTES, reader, engine.files().isExact()))
          .orElseThrow(() -> Failure.text(404, Failure.ENTRY_NOT_FOUND));
    }
    return Reply.of(Reply.BYTES, value(wanted).toBytes());
  }

  private Value value(Wanted wanted) {
    return engine
        .value(wanted.orNoText())
        .orElseThrow(() -> Failure.text(404, Failure.ENTRY_NOT_FOUND));
  }

  private Reply config(Wanted wanted) {
    EntryRef ref = wanted.orNotFound(engine.millis());
    return engine
        .document(ref.configFile())
        .map(Reply::json)
        .orElseThrow(() -> wanted.notFound(engine.millis()));
  }

  private Reply metadata(Wanted wanted) {
    EntryRef ref = wanted.orNotFound(engine.millis());
    return engine
        .metadata(ref)
        .map(Reply::json)
        .orElseThrow(() -> wanted.notFound(engine.millis()));
  }

  private Reply smallMetadata(Wanted wanted) {
    EntryRef ref = wanted.orNoText();
    Map<String, @Nullable Object> small =
        small(ref, Math.max(0, engine.files().size(ref.contentFile())));
    if (small.get("cache_id") == null && !engine.files().exists(ref.idFile())) {
      throw Failure.text(404, Failure.ENTRY_NOT_FOUND);
    }
    return Reply.json(small);
  }

  private Reply refs(Wanted wanted) {
    return Reply.json(wanted.orNotFound(engine.millis()).toJson());
  }

  private Reply allRefs(Wanted wanted) {
    EntryRef ref = wanted.orNotFound(engine.millis());
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    ref.describingFiles().forEach(path -> detail(ref, path).ifPresent(it -> details.put(path, it)));
    return Reply.json(Json.object("by_id", ref.toJson(), "details", details));
  }

  private Optional<? extends Map<?, ?>> detail(EntryRef ref, String path) {
    if (path.equals(ref.idFile())) {
      return Optional.of(ref.toJson());
    }
    return path.equals(EntryRef.hashFile(ref.namespace(), ref.hash()))
        ? engine.hashes().toJson(ref.namespace(), ref.hash())
        : engine.document(path);
  }

  private Reply hashRefs(Call call) {
    return engine
        .hashes()
        .toJson(call.namespace(), call.cacheHash())
        .map(Reply::json)
        .orElseThrow(() -> Failure.text(404, Failure.ENTRY_NOT_FOUND));
  }

  private Reply cacheIdOfHash(Call call) {
    EntryRef ref = byHash(call).orNoText();
    return Reply.json(
        Json.object("namespace", ref.namespace(), "cache_hash", ref.hash(), "cache_id", ref.id()));
  }
}
