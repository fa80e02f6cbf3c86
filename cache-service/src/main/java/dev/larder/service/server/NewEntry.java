package dev.larder.service.server;

import dev.larder.service.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is about to be stored.
 *
 * @param fieldPath the field that the hash was taken of; empty for none, null where the original
 *     has no such setting
 * @param contentEncoding what the sender said of the bytes, or null
 * @param onlyIfAbsent whether an entry that has the hash already is to be returned instead
 */
record NewEntry(
    String namespace,
    Strategy strategy,
    String id,
    String cacheKey,
    String fileId,
    String fileType,
    @Nullable String fieldPath,
    @Nullable String contentEncoding,
    boolean onlyIfAbsent,
    Instant now,
    List<String> dirs) {

  private static final String TEXT = "json";
  private static final String BINARY = "binary";

  /** Returns the entry that a store route is asked for, with a new id. */
  static NewEntry of(Call call, Strategy strategy, boolean binary, Instant now) {
    String namespace = call.namespace();
    String cacheKey = call.cacheKey();
    String fileId = call.fileId();
    NewEntry entry = of(namespace, strategy, cacheKey, fileId, binary, now);
    return new NewEntry(
        namespace,
        strategy,
        entry.id,
        cacheKey,
        entry.fileId,
        entry.fileType,
        binary ? null : call.fieldPath(),
        binary ? call.header("content-encoding").orElse(null) : null,
        call.onlyIfAbsent(),
        now,
        entry.dirs);
  }

  /** Returns an entry with a new id, which is also its file's if that is empty. */
  static NewEntry of(
      String namespace,
      Strategy strategy,
      String cacheKey,
      String fileId,
      boolean binary,
      Instant now) {
    String id = UUID.randomUUID().toString();
    String name = fileId.isEmpty() ? id : fileId;
    List<String> dirs = Places.dirs(namespace, strategy, cacheKey, name, now);
    String type = binary ? BINARY : TEXT;
    NewEntry entry =
        new NewEntry(namespace, strategy, id, cacheKey, name, type, null, null, false, now, dirs);
    for (String dir : dirs) {
      Identifiers.requireSafePath("cache_key", dir + "/" + name + ".json.metadata");
    }
    return entry;
  }

  /** Returns a document that has that id, in the strategy {@code direct}. */
  static NewEntry ofId(String id, String namespace, Instant now) {
    List<String> dirs = of(namespace, Strategy.DIRECT, "", id, false, now).dirs;
    return new NewEntry(namespace, Strategy.DIRECT, id, "", id, TEXT, null, null, false, now, dirs);
  }

  /** Returns this entry as one whose bytes are what they are, whatever the sender called them. */
  NewEntry asGiven() {
    return new NewEntry(
        namespace,
        strategy,
        id,
        cacheKey,
        fileId,
        fileType,
        fieldPath,
        null,
        onlyIfAbsent,
        now,
        dirs);
  }

  /** Returns this entry as one whose hash is that of the whole value. */
  NewEntry withoutFieldPath() {
    return new NewEntry(
        namespace,
        strategy,
        id,
        cacheKey,
        fileId,
        fileType,
        null,
        contentEncoding,
        onlyIfAbsent,
        now,
        dirs);
  }

  /** Returns the reference to it, once its hash and the files that it brings are known. */
  EntryRef ref(String hash, String owned) {
    return new EntryRef(
        namespace, id, hash, strategy, fileType, fileId, dirs, owned, now.toEpochMilli());
  }

  /** Returns whether its files may be there already: those named by a new id cannot. */
  boolean mayOverwrite() {
    return !fileId.equals(id);
  }
}
