package dev.larder.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to save one value: time to live, condition, attributes and tags.
 *
 * <p>Immutable; each {@code with} returns a changed copy. Everything is checked here, before a
 * storage sees it.
 *
 * <pre>{@code
 * storage.save(key, value, SaveOptions.defaults().withTtl(Duration.ofMinutes(5)).onlyIfAbsent());
 * }</pre>
 */
public final class SaveOptions {

  /** The longest time to live that is kept; a longer one counts as this. */
  public static final Duration MAX_TTL = Duration.ofDays(36_525);

  /** The largest number of characters in a version token. */
  static final int MAX_VERSION_LENGTH = 128;

  private static final SaveOptions DEFAULTS =
      new SaveOptions(null, SaveCondition.NONE, null, Map.of(), Set.of());

  private final @Nullable Duration ttl;
  private final SaveCondition condition;
  private final @Nullable String expectedVersion;
  private final Map<String, String> attributes;
  private final Set<String> tags;

  private SaveOptions(
      @Nullable Duration ttl,
      SaveCondition condition,
      @Nullable String expectedVersion,
      Map<String, String> attributes,
      Set<String> tags) {
    this.ttl = ttl;
    this.condition = condition;
    this.expectedVersion = expectedVersion;
    this.attributes = attributes;
    this.tags = tags;
  }

  /** Returns the options that ask for nothing: the storage's own time to live, no condition. */
  public static SaveOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with that time to live, counted from the moment the save takes place.
   * Fractions of a millisecond are dropped; more than {@link #MAX_TTL} counts as {@code MAX_TTL}.
   *
   * @throws IllegalArgumentException if it is below one millisecond, zero or negative
   */
  public SaveOptions withTtl(Duration ttl) {
    return new SaveOptions(checkTtl("ttl", ttl), condition, expectedVersion, attributes, tags);
  }

  /**
   * Returns the time to live as a storage keeps it: whole milliseconds, at most {@link #MAX_TTL}.
   *
   * @param what what the caller calls it, such as {@code defaultTtl}; for the message
   * @throws IllegalArgumentException if it is below one millisecond, zero or negative
   */
  public static Duration checkTtl(String what, Duration ttl) {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(ttl, what);
    if (ttl.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(what + " (" + ttl + ") must be at least 1 ms");
    }
    return ttl.compareTo(MAX_TTL) >= 0 ? MAX_TTL : Duration.ofMillis(ttl.toMillis());
  }

  /** Returns these options for a save that takes place only if there is no entry. */
  public SaveOptions onlyIfAbsent() {
    return new SaveOptions(ttl, SaveCondition.IF_ABSENT, null, attributes, tags);
  }

  /**
   * Returns these options for a save that takes place only if the entry was not written since its
   * metadata had that version.
   *
   * @param version a token from {@link EntryMetadata#version()}
   * @throws IllegalArgumentException if it is not a possible version: 1 to 128 printable ASCII
   *     characters
   */
  public SaveOptions onlyIfVersion(String version) {
    return new SaveOptions(
        ttl, SaveCondition.IF_VERSION, EntryMetadata.checkVersion(version), attributes, tags);
  }

  /**
   * Returns these options with one attribute more; one of the same name is replaced.
   *
   * @throws IllegalArgumentException if the name does not match {@code [a-z0-9][a-z0-9._-]{0,62}},
   *     or names and values together exceed 1 KiB in UTF-8
   */
  public SaveOptions withAttribute(String name, String value) {
    Map<String, String> more = new TreeMap<>(attributes);
    more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return withAttributes(more);
  }

  /**
   * Returns these options with exactly those attributes.
   *
   * @throws IllegalArgumentException as {@link #withAttribute} does
   */
  public SaveOptions withAttributes(Map<String, String> attributes) {
    Objects.requireNonNull(attributes, "attributes");
    return new SaveOptions(ttl, condition, expectedVersion, Labels.attributes(attributes), tags);
  }

  /**
   * Returns these options with those tags more.
   *
   * @throws IllegalArgumentException if a tag does not match {@code [A-Za-z0-9._:/-]{1,64}}, or
   *     there are more than 16
   */
  public SaveOptions withTags(String... tags) {
    List<String> more = new ArrayList<>(this.tags);
    more.addAll(List.of(Objects.requireNonNull(tags, "tags")));
    return new SaveOptions(ttl, condition, expectedVersion, attributes, Labels.tags(more));
  }

  /** Returns the time to live; empty means the storage's own default, or for ever. */
  public Optional<Duration> ttl() {
    return Optional.ofNullable(ttl);
  }

  /** Returns what must hold for the save to take place. */
  public SaveCondition condition() {
    return condition;
  }

  /** Returns the version that the entry must have; present with {@code IF_VERSION} only. */
  public Optional<String> expectedVersion() {
    return Optional.ofNullable(expectedVersion);
  }

  /** Returns the attributes, sorted by name; unmodifiable. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** Returns the tags, sorted; unmodifiable. */
  public Set<String> tags() {
    return tags;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SaveOptions other
        && Objects.equals(ttl, other.ttl)
        && condition == other.condition
        && Objects.equals(expectedVersion, other.expectedVersion)
        && attributes.equals(other.attributes)
        && tags.equals(other.tags);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ttl, condition, expectedVersion, attributes, tags);
  }

  /** Returns the options for a log; attribute values are left out. */
  @Override
  public String toString() {
    return "SaveOptions[ttl="
        + ttl
        + ", condition="
        + condition
        + ", attributes="
        + attributes.keySet()
        + ", tags="
        + tags
        + "]";
  }
}
