package dev.larder.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a stored value besides its bytes.
 *
 * <p>Immutable. Two are equal when all their parts are.
 */
public final class EntryMetadata {

  private final long size;
  private final long versionNumber;
  private final @Nullable String versionToken;
  private final Instant savedAt;
  private final @Nullable Instant expiresAt;
  private final Map<String, String> attributes;
  private final Set<String> tags;

  private EntryMetadata(Builder builder) {
    this.size = builder.size;
    this.versionNumber = builder.versionNumber;
    this.versionToken = builder.versionToken;
    this.savedAt = builder.savedAt;
    this.expiresAt = builder.expiresAt;
    this.attributes = builder.attributes;
    this.tags = builder.tags;
  }

  /**
   * Starts the metadata of a value of that many bytes whose version is a number. The token is made
   * when it is asked for.
   */
  public static Builder builder(long size, long version, Instant savedAt) {
    return new Builder(size, version, null, savedAt);
  }

  /**
   * Starts the metadata of a value of that many bytes.
   *
   * @throws IllegalArgumentException if the version is not 1 to 128 printable ASCII characters
   */
  public static Builder builder(long size, String version, Instant savedAt) {
    return new Builder(size, 0, checkVersion(version), savedAt);
  }

  /**
   * Returns the length in bytes of the value, or of what is kept for it where the storage lacks
   * {@link Capability#EXACT_SIZE}.
   */
  public long size() {
    return size;
  }

  /**
   * Returns a token that is equal to another one exactly when the entry was not written in between.
   * It has no order. At most 128 printable ASCII characters.
   */
  public String version() {
    return versionToken != null ? versionToken : Long.toString(versionNumber, 36);
  }

  /** Returns the moment of the save, to the millisecond, by the storage's clock. */
  public Instant savedAt() {
    return savedAt;
  }

  /**
   * Returns the moment from which on the entry is gone, exact to the millisecond; empty if it lives
   * for ever.
   */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** Returns the attributes that were saved with the value, sorted by name; unmodifiable. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** Returns the tags that were saved with the value, sorted; unmodifiable. */
  public Set<String> tags() {
    return tags;
  }

  static String checkVersion(String version) {
    Objects.requireNonNull(version, "version");
    boolean legal = !version.isEmpty() && version.length() <= SaveOptions.MAX_VERSION_LENGTH;
    if (!legal || !version.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "version ("
              + Printable.text(version)
              + ") must be 1 to "
              + SaveOptions.MAX_VERSION_LENGTH
              + " printable ASCII characters without spaces");
    }
    return version;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof EntryMetadata other
        && size == other.size
        && version().equals(other.version())
        && savedAt.equals(other.savedAt)
        && Objects.equals(expiresAt, other.expiresAt)
        && attributes.equals(other.attributes)
        && tags.equals(other.tags);
  }

  @Override
  public int hashCode() {
    return Objects.hash(size, version(), savedAt, expiresAt);
  }

  /** Returns the metadata for a log; attribute values are left out. */
  @Override
  public String toString() {
    return "EntryMetadata[size="
        + size
        + ", version="
        + version()
        + ", savedAt="
        + savedAt
        + ", expiresAt="
        + expiresAt
        + ", attributes="
        + attributes.keySet()
        + ", tags="
        + tags
        + "]";
  }

  /** Collects the optional parts. Not thread-safe. */
  public static final class Builder {

    private final long size;
    private final long versionNumber;
    private final @Nullable String versionToken;
    private final Instant savedAt;
    private @Nullable Instant expiresAt;
    private Map<String, String> attributes = Map.of();
    private Set<String> tags = Set.of();

    private Builder(long size, long number, @Nullable String token, Instant savedAt) {
      if (size < 0) {
        throw new IllegalArgumentException("size (" + size + ") must not be negative");
      }
      this.size = size;
      this.versionNumber = number;
      this.versionToken = token;
      this.savedAt = Objects.requireNonNull(savedAt, "savedAt").truncatedTo(ChronoUnit.MILLIS);
    }

    /** Sets the moment from which on the entry is gone; null, the default, means never. */
    public Builder expiresAt(@Nullable Instant expiresAt) {
      this.expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS);
      return this;
    }

    /** Sets attributes and tags to those that the value was saved with. */
    public Builder labels(SaveOptions options) {
      Objects.requireNonNull(options, "options");
      this.attributes = options.attributes();
      this.tags = options.tags();
      return this;
    }

    /** Returns the metadata. */
    public EntryMetadata build() {
      return new EntryMetadata(this);
    }
  }
}
