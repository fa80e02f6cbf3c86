package dev.larder.service.server;

import dev.larder.service.CacheHash;
import dev.larder.service.JsonForm;
import dev.larder.service.Strategy;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries to test with: nine in the namespace {@code default}, and one of a fixed id that
 * names them. Those who ask again get that one as it is.
 */
final class FixtureRoutes {

  private static final String NAMESPACE = "default";
  private static final String MANIFEST = "00000000-0000-0000-0000-000000000001";

  private final Engine engine;

  private FixtureRoutes(Engine engine) {
    this.engine = engine;
  }

  static void add(Router router, Engine engine) {
    FixtureRoutes routes = new FixtureRoutes(engine);
    router.add(Method.GET, "/server/create/test-fixtures", call -> routes.create());
  }

  /** One at a time, or two would each make a set, one of which nothing names. */
  private synchronized Reply create() {
    Optional<EntryRef> there = engine.entries().find(NAMESPACE, MANIFEST);
    return RetrieveRoutes.entry(engine, there.orElseGet(this::make));
  }

  private EntryRef make() {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    named.put("string_simple", text("test retrieve string data"));
    named.put("string_medium", text("test data ".repeat(50)));
    named.put("string_large", text("x".repeat(1000)));
    named.put("json_simple", object(Json.object("key", "value", "number", 42)));
    named.put("json_complex", object(complex()));
    named.put("json_empty", object(Map.of()));
    named.put("binary_small", bytes(1, 5));
    named.put("binary_medium", bytes(0, 100));
    named.put("binary_large", bytes(0, 1024));
    Map<String, @Nullable Object> manifest =
        Json.object("fixtures", named, "created_at", engine.millis());
    Blob document = Blob.wrap(JsonForm.INDENT_2.bytes(manifest));
    NewEntry entry = NewEntry.ofId(MANIFEST, NAMESPACE, engine.now());
    return store(entry, document, CacheHash.ofJson(manifest));
  }

  private static Map<String, @Nullable Object> complex() {
    return Json.object(
        "nested",
        Json.object("data", List.of(1, 2, 3), "more", Json.object("level", 3)),
        "flag",
        true,
        "count",
        100,
        "tags",
        List.of("test", "fixture", "cache"));
  }

  private Map<String, @Nullable Object> text(String text) {
    Blob literal = Blob.wrap(JsonForm.INDENT_2.bytes(text));
    return named(store(entry(false), literal, CacheHash.ofString(text)), "str");
  }

  private Map<String, @Nullable Object> object(Map<String, @Nullable Object> object) {
    Blob document = Blob.wrap(JsonForm.INDENT_2.bytes(object));
    return named(store(entry(false), document, CacheHash.ofJson(object)), "dict");
  }

  private Map<String, @Nullable Object> bytes(int first, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (first + i);
    }
    return named(store(entry(true), Blob.wrap(bytes), CacheHash.ofBytes(bytes)), "bytes");
  }

  private NewEntry entry(boolean binary) {
    return NewEntry.of(NAMESPACE, Strategy.DIRECT, "", "", binary, engine.now());
  }

  private EntryRef store(NewEntry entry, Blob content, String hash) {
    return engine.entries().store(entry, content, hash).ref();
  }

  private static Map<String, @Nullable Object> named(EntryRef ref, String type) {
    return Json.object("cache_id", ref.id(), "cache_hash", ref.hash(), "type", type);
  }
}
