package dev.larder.storage;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a storage is and can do. Immutable; known without I/O; still there after {@code close()}.
 *
 * <p>Holds no secret: it is logged at opening.
 */
public final class StorageInfo {

  private final String mode;
  private final String name;
  private final String location;
  private final Set<Capability> capabilities;
  private final long maxValueSize;
  private final OptionalLong maxEntries;
  private final OptionalLong maxBytes;
  private final boolean persistent;
  private final boolean shared;

  private StorageInfo(Builder builder) {
    this.mode = builder.mode;
    this.name = builder.name;
    this.location = builder.location;
    this.capabilities = Collections.unmodifiableSet(EnumSet.copyOf(builder.capabilities));
    this.maxValueSize = builder.maxValueSize;
    this.maxEntries = builder.maxEntries;
    this.maxBytes = builder.maxBytes;
    this.persistent = builder.persistent;
    this.shared = builder.shared;
  }

  /** Starts the description of a storage of that mode, the value of {@code STORAGE_MODE}. */
  public static Builder builder(String mode) {
    return new Builder(mode);
  }

  /**
   * Returns the name if it is fit for logs, metrics and names of threads, for configurations that
   * take one.
   *
   * @throws IllegalArgumentException if it is blank or has control characters
   */
  public static String checkName(String name) {
    requireNonNull(name, "name");
    if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name (" + Printable.text(name) + ") must not be blank and not have control characters");
    }
    return name;
  }

  /** Starts a description that begins as this one, for a layer that changes parts of it. */
  public Builder toBuilder() {
    Builder builder = new Builder(mode).name(name).location(location);
    builder.capabilities(capabilities).maxValueSize(maxValueSize);
    builder.maxEntries = maxEntries;
    builder.maxBytes = maxBytes;
    return builder.persistent(persistent).shared(shared);
  }

  /** Returns the value of {@code STORAGE_MODE} that selects this kind of storage. */
  public String mode() {
    return mode;
  }

  /** Returns a name for logs and metrics; the mode unless somebody chose another. */
  public String name() {
    return name;
  }

  /** Returns where the entries are, without secrets, such as a directory. */
  public String location() {
    return location;
  }

  /** Returns what this storage can do; unmodifiable. */
  public Set<Capability> capabilities() {
    return capabilities;
  }

  /** Returns whether this storage has that capability. */
  public boolean supports(Capability capability) {
    return capabilities.contains(capability);
  }

  /** Returns the largest value in bytes; a larger one is refused with {@code TOO_LARGE}. */
  public long maxValueSize() {
    return maxValueSize;
  }

  /** Returns the bound on entries; empty if there is none. */
  public OptionalLong maxEntries() {
    return maxEntries;
  }

  /** Returns the bound on bytes; empty if there is none. */
  public OptionalLong maxBytes() {
    return maxBytes;
  }

  /** Returns whether entries outlive the process. */
  public boolean isPersistent() {
    return persistent;
  }

  /** Returns whether other processes can see the entries. */
  public boolean isShared() {
    return shared;
  }

  /** Returns one line for a log, with control characters in the location escaped. */
  @Override
  public String toString() {
    return name
        + " ("
        + Printable.line(location)
        + ", max value "
        + maxValueSize
        + " B"
        + (maxEntries.isPresent() ? ", max entries " + maxEntries.getAsLong() : "")
        + (maxBytes.isPresent() ? ", max bytes " + maxBytes.getAsLong() : "")
        + (persistent ? ", persistent" : "")
        + (shared ? ", shared" : "")
        + ") "
        + capabilities;
  }

  /** Collects the parts of a description. Not thread-safe. */
  public static final class Builder {

    private final String mode;
    private String name;
    private String location;
    private EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
    private long maxValueSize = Integer.MAX_VALUE - 8;
    private OptionalLong maxEntries = OptionalLong.empty();
    private OptionalLong maxBytes = OptionalLong.empty();
    private boolean persistent;
    private boolean shared;

    private Builder(String mode) {
      this.mode = requireNonNull(mode, "mode");
      this.name = mode;
      this.location = mode;
    }

    /**
     * Sets the name for logs and metrics; the mode by default.
     *
     * @throws IllegalArgumentException if it is blank or has control characters
     */
    public Builder name(String name) {
      this.name = checkName(name);
      return this;
    }

    /** Sets where the entries are, without secrets; the mode by default. */
    public Builder location(String location) {
      this.location = requireNonNull(location, "location");
      return this;
    }

    /** Sets the capabilities to those; none by default. */
    public Builder capabilities(Capability... capabilities) {
      return capabilities(Arrays.asList(requireNonNull(capabilities, "capabilities")));
    }

    /** Sets the capabilities to those; none by default. */
    public Builder capabilities(Collection<Capability> capabilities) {
      EnumSet<Capability> copy = EnumSet.noneOf(Capability.class);
      copy.addAll(requireNonNull(capabilities, "capabilities"));
      this.capabilities = copy;
      return this;
    }

    /**
     * Sets the largest value in bytes; about 2 GiB by default.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxValueSize(long maxValueSize) {
      this.maxValueSize = positive("maxValueSize", maxValueSize);
      return this;
    }

    /**
     * Sets the bound on entries; none by default.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxEntries(long maxEntries) {
      this.maxEntries = OptionalLong.of(positive("maxEntries", maxEntries));
      return this;
    }

    /**
     * Sets the bound on bytes; none by default.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxBytes(long maxBytes) {
      this.maxBytes = OptionalLong.of(positive("maxBytes", maxBytes));
      return this;
    }

    /** Sets whether entries outlive the process; false by default. */
    public Builder persistent(boolean persistent) {
      this.persistent = persistent;
      return this;
    }

    /** Sets whether other processes can see the entries; false by default. */
    public Builder shared(boolean shared) {
      this.shared = shared;
      return this;
    }

    /** Returns the description. */
    public StorageInfo build() {
      return new StorageInfo(this);
    }

    private static long positive(String what, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(what + " (" + value + ") must be at least 1");
      }
      return value;
    }
  }
}
