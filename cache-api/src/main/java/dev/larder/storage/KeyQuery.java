package dev.larder.storage;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys to list, and how many at a time.
 *
 * <p>Immutable; each {@code with} returns a changed copy. A prefix ends at a {@code /}: the prefix
 * {@code t} (or {@code t/}) selects {@code t/1} and {@code t/a/b}, never {@code t} itself and never
 * {@code t2}.
 */
public final class KeyQuery {

  /** The largest page. */
  public static final int MAX_PAGE_SIZE = 10_000;

  private static final int DEFAULT_PAGE_SIZE = 1_000;

  private final Namespace namespace;
  private final @Nullable String prefix;
  private final @Nullable String tag;
  private final int pageSize;
  private final @Nullable String cursor;

  private KeyQuery(
      Namespace namespace,
      @Nullable String prefix,
      @Nullable String tag,
      int pageSize,
      @Nullable String cursor) {
    this.namespace = namespace;
    this.prefix = prefix;
    this.tag = tag;
    this.pageSize = pageSize;
    this.cursor = cursor;
  }

  /** Returns a query for all keys of the namespace, in pages of 1,000. */
  public static KeyQuery in(Namespace namespace) {
    Objects.requireNonNull(namespace, "namespace");
    return new KeyQuery(namespace, null, null, DEFAULT_PAGE_SIZE, null);
  }

  /**
   * Returns this query for the names below that prefix only.
   *
   * @param prefix the leading parts of a name, with or without the {@code /} at the end
   * @throws IllegalArgumentException if it is not a legal name
   */
  public KeyQuery withPrefix(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    String parts = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    String broken = CacheKey.brokenRule(parts.getBytes(StandardCharsets.UTF_8), parts);
    if (broken != null) {
      throw new IllegalArgumentException(
          "prefix ("
              + Printable.text(prefix)
              + ") must be a key name, with or without a / at the end, and a key name "
              + broken);
    }
    return new KeyQuery(namespace, parts + "/", tag, pageSize, cursor);
  }

  /**
   * Returns this query for entries with that tag only.
   *
   * @throws IllegalArgumentException if it is not a legal tag
   */
  public KeyQuery withTag(String tag) {
    return new KeyQuery(namespace, prefix, Labels.tag(tag), pageSize, cursor);
  }

  /**
   * Returns this query with pages of at most that many keys.
   *
   * @throws IllegalArgumentException if it is not 1 to 10,000
   */
  public KeyQuery withPageSize(int pageSize) {
    if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
      throw new IllegalArgumentException(
          "pageSize (" + pageSize + ") must be 1 to " + MAX_PAGE_SIZE);
    }
    return new KeyQuery(namespace, prefix, tag, pageSize, cursor);
  }

  /**
   * Returns this query for the page that follows the one with that {@link KeyPage#nextCursor()}.
   */
  public KeyQuery after(String cursor) {
    Objects.requireNonNull(cursor, "cursor");
    return new KeyQuery(namespace, prefix, tag, pageSize, cursor);
  }

  /** Returns the namespace. */
  public Namespace namespace() {
    return namespace;
  }

  /** Returns the beginning of the names to select, with the {@code /} at its end. */
  public Optional<String> prefix() {
    return Optional.ofNullable(prefix);
  }

  /** Returns the tag to select by. */
  public Optional<String> tag() {
    return Optional.ofNullable(tag);
  }

  /** Returns the largest number of keys in a page. */
  public int pageSize() {
    return pageSize;
  }

  /** Returns where to go on; empty for the first page. */
  public Optional<String> cursor() {
    return Optional.ofNullable(cursor);
  }

  /** Returns what a storage throws for a cursor that it did not return for such a query. */
  public IllegalArgumentException illegalCursor() {
    return new IllegalArgumentException(
        "cursor ("
            + Printable.text(String.valueOf(cursor))
            + ") must be one that this storage returned for the same namespace, prefix and tag");
  }

  /** Returns whether this query selects an entry of that key and those tags. */
  public boolean selects(CacheKey key, Set<String> tags) {
    return key.namespace().equals(namespace)
        && (prefix == null || key.name().startsWith(prefix))
        && (tag == null || tags.contains(tag));
  }
}
