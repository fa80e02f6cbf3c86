package dev.larder.service.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the entries of a namespace page by page, in no order that means anything: an addition to
 * the contract, for people who look. A page costs what it shows, and one page of the storage's
 * keys.
 */
final class EntryListing {

  private static final int MOST = 500;
  private static final int USUAL = 50;

  /** How many entries one request looks at; a search that finds nothing goes on with the next. */
  private static final int LOOKED_AT = 5_000;

  private final Engine engine;

  EntryListing(Engine engine) {
    this.engine = engine;
  }

  /**
   * Returns a page: {@code after} is the {@code next} of the page before, {@code limit} the most
   * entries, {@code q} a text that is to occur in the id, hash, key or file id. While there may be
   * more, {@code next} is what to ask with as {@code after}.
   */
  Reply list(Call call) {
    String namespace = call.namespace();
    int limit = limit(call.query("limit"));
    String wanted = call.query("q").toLowerCase(Locale.ROOT);
    List<Object> found = new ArrayList<>();
    int looked = 0;
    Optional<String> next = cursor(call.query("after"));
    do {
      int size = Math.min(limit - found.size(), LOOKED_AT - looked);
      FileTree.Page page = page(call, next, size);
      for (String path : page.paths()) {
        NamespaceRoutes.name(path)
            .flatMap(id -> entry(namespace, id))
            .filter(entry -> matches(entry, wanted))
            .ifPresent(found::add);
      }
      looked += page.paths().size();
      next = page.next();
    } while (next.isPresent() && found.size() < limit && looked < LOOKED_AT);
    return Reply.json(
        Json.object(
            "namespace", namespace,
            "entries", found,
            "next", next.map(EntryListing::opaque).orElse(null)));
  }

  private FileTree.Page page(Call call, Optional<String> after, int size) {
    try {
      String folder = EntryRef.folder(call.namespace(), "refs/by-id");
      return engine.files().page(folder, after, size);
    } catch (IllegalArgumentException foreign) {
      throw notFromHere(call.query("after"));
    }
  }

  private static Failure notFromHere(String after) {
    return Failure.identifier("after", "must be the next of a page of this server", after);
  }

  /** Returns a text that a query can have as it is. */
  private static String opaque(String cursor) {
    byte[] bytes = cursor.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Optional<String> cursor(String after) {
    if (after.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(after);
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException other) {
      throw notFromHere(after);
    }
  }

  private static int limit(String value) {
    if (value.isEmpty()) {
      return USUAL;
    }
    boolean number = value.length() <= 4 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    int limit = number ? Integer.parseInt(value) : 0;
    if (limit < 1 || limit > MOST) {
      throw Failure.identifier("limit", "must be 1 to " + MOST, value);
    }
    return limit;
  }

  private Optional<Map<String, @Nullable Object>> entry(String namespace, String id) {
    return engine.entries().find(namespace, id).map(this::entry);
  }

  private Map<String, @Nullable Object> entry(EntryRef ref) {
    Object key = engine.described(ref).get("cache_key");
    return Json.object(
        "cache_id", ref.id(),
        "cache_hash", ref.hash(),
        "cache_key", key == null ? "" : key,
        "file_id", ref.fileId(),
        "strategy", ref.strategy().wireName(),
        "file_type", ref.fileType(),
        "content_size", Math.max(0, engine.files().size(ref.contentFile())),
        "stored_at", ref.timestamp());
  }

  private static boolean matches(Map<String, @Nullable Object> entry, String wanted) {
    if (wanted.isEmpty()) {
      return true;
    }
    for (String name : List.of("cache_id", "cache_hash", "cache_key", "file_id")) {
      if (String.valueOf(entry.get(name)).toLowerCase(Locale.ROOT).contains(wanted)) {
        return true;
      }
    }
    return false;
  }
}
