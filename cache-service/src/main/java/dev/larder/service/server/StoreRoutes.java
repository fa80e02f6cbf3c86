package dev.larder.service.server;

import dev.larder.service.CacheHash;
import dev.larder.service.JsonForm;
import dev.larder.service.Strategy;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores entries. */
final class StoreRoutes {

  private static final String PREFIX = "/{namespace}/{strategy}/store/";

  private final Engine engine;

  private StoreRoutes(Engine engine) {
    this.engine = engine;
  }

  static void add(Router router, Engine engine) {
    StoreRoutes routes = new StoreRoutes(engine);
    router.add(Method.POST, PREFIX + "string", routes::string);
    router.add(Method.POST, PREFIX + "string/{cache_key*}", routes::string);
    router.add(Method.POST, PREFIX + "json", routes::json);
    router.add(Method.POST, PREFIX + "json/{cache_key*}", routes::json);
    router.add(Method.POST, PREFIX + "binary", routes::binary);
    router.add(Method.POST, PREFIX + "binary/{cache_key*}", routes::binary);
  }

  private Reply string(Call call) throws IOException {
    Strategy strategy = call.strategy();
    String text = call.text();
    NewEntry entry = entry(call, strategy, false).withoutFieldPath();
    if (text.isEmpty()) {
      throw Failure.invalidInput(
          "String data cannot be empty", "data", "non-empty_string", engine.millis());
    }
    if (!Json.isUnicode(text)) {
      throw Failure.bodyType(
          "string_unicode",
          "Input should be a valid string, unable to parse raw data as a unicode string",
          null);
    }
    Blob literal = Blob.wrap(JsonForm.INDENT_2.bytes(text));
    return store(entry, literal, CacheHash.ofString(text));
  }

  private Reply json(Call call) throws IOException {
    Strategy strategy = call.strategy();
    Map<String, @Nullable Object> object = call.body().object();
    NewEntry entry = entry(call, strategy, false);
    Blob document = Blob.wrap(JsonForm.INDENT_2.bytes(object));
    return store(entry, document, hash(object, entry.fieldPath()));
  }

  private static String hash(Map<String, @Nullable Object> object, @Nullable String fieldPath) {
    if (fieldPath == null || fieldPath.isEmpty()) {
      return CacheHash.ofJson(object);
    }
    try {
      return CacheHash.ofField(object, fieldPath);
    } catch (IllegalArgumentException noField) {
      throw Failure.text(400, String.valueOf(noField.getMessage()));
    }
  }

  private Reply binary(Call call) throws IOException {
    Strategy strategy = call.strategy();
    call.body().requireBody();
    NewEntry entry = entry(call, strategy, true);
    int unpackedLimit = "gzip".equals(entry.contentEncoding()) ? engine.limits().maxDocument() : 0;
    EntryRef ref = entry.ref("", "");
    try (InputStream in = call.body().open();
        Upload upload =
            Upload.read(ref.contentFiles(), in, unpackedLimit, engine.files()::openWrite)) {
      return Reply.json(engine.entries().store(entry, upload).toJson());
    }
  }

  private NewEntry entry(Call call, Strategy strategy, boolean binary) {
    NewEntry entry = NewEntry.of(call, strategy, binary, engine.now());
    if (call.has("cache_key")) {
      requireKey(entry.cacheKey());
    }
    return entry;
  }

  private void requireKey(String cacheKey) {
    if (cacheKey.isEmpty()) {
      throw Failure.invalidInput(
          "Cache key is required for this endpoint",
          "cache_key",
          "valid_file_path",
          engine.millis());
    }
  }

  private Reply store(NewEntry entry, Blob content, String hash) {
    return Reply.json(engine.entries().store(entry, content, hash).toJson());
  }
}
