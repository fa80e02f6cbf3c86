package dev.larder.service;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Under which names an entry is stored. Immutable.
 *
 * <p>The service alters what it does not allow in them, without a word: in a key everything but
 * {@code A-Z a-z 0-9 _ - . / \\} and space becomes {@code _}, in a file id also dots, slashes and
 * spaces.
 */
public final class StoreOptions {

  private static final StoreOptions NONE = new StoreOptions(null, null, null, false);

  private final @Nullable String cacheKey;
  private final @Nullable String fileId;
  private final @Nullable String jsonFieldPath;
  private final boolean ifAbsent;

  private StoreOptions(
      @Nullable String cacheKey,
      @Nullable String fileId,
      @Nullable String jsonFieldPath,
      boolean ifAbsent) {
    this.cacheKey = cacheKey;
    this.fileId = fileId;
    this.jsonFieldPath = jsonFieldPath;
    this.ifAbsent = ifAbsent;
  }

  /** Returns the options of an entry without a key. */
  public static StoreOptions none() {
    return NONE;
  }

  /** Returns the options of an entry with that key; the others need one. */
  public static StoreOptions key(String cacheKey) {
    return new StoreOptions(requireNonNull(cacheKey, "cacheKey"), null, null, false);
  }

  /** Returns these with that name of the file; without, it is the id of the entry. */
  public StoreOptions fileId(String fileId) {
    return new StoreOptions(
        requireKey(), requireNonNull(fileId, "fileId"), jsonFieldPath, ifAbsent);
  }

  /**
   * Returns these with the field whose hash the entry gets, its names joined by dots; for JSON
   * only.
   *
   * @throws IllegalArgumentException if it has an empty name
   */
  public StoreOptions jsonFieldPath(String jsonFieldPath) {
    return new StoreOptions(requireKey(), fileId, FieldPath.clean(jsonFieldPath), ifAbsent);
  }

  /**
   * Returns these for a store that is to return the entry which its hash already names, if there is
   * one. Larder's own service does; others store another entry.
   */
  public StoreOptions ifAbsent() {
    return new StoreOptions(cacheKey, fileId, jsonFieldPath, true);
  }

  private String requireKey() {
    if (cacheKey == null) {
      throw new IllegalArgumentException("the service takes this only together with a key");
    }
    return cacheKey;
  }

  boolean hasJsonFieldPath() {
    return jsonFieldPath != null;
  }

  Target on(Target target) {
    if (cacheKey != null) {
      target.path("cacheKey", cacheKey);
    }
    if (fileId != null) {
      target.query("file_id", fileId);
    }
    if (jsonFieldPath != null) {
      target.query("json_field_path", jsonFieldPath);
    }
    return target;
  }

  Map<String, String> headers() {
    return ifAbsent ? Map.of("x-larder-if-absent", "true") : Map.of();
  }
}
