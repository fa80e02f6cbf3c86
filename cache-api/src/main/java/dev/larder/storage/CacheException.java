package dev.larder.storage;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a storage operation: a code to branch on, the operation, and the key.
 *
 * <p>The message reads {@code operation key: what happened; what to do}. It never holds a value or
 * a secret.
 */
public sealed class CacheException extends RuntimeException permits BatchException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it was. */
  public enum Code {
    /** The storage cannot be reached, or its medium is gone for now. Trying again may help. */
    UNAVAILABLE,
    /** No answer in time; whether it took effect is unknown. Trying again may help. */
    TIMEOUT,
    /** {@link SaveOptions#onlyIfAbsent()}: there is an entry. */
    ALREADY_EXISTS,
    /** {@link SaveOptions#onlyIfVersion}: the entry has another version, or there is none. */
    VERSION_CONFLICT,
    /** The caller may not do this. */
    PERMISSION_DENIED,
    /** The value exceeds the limit; the old value stays. */
    TOO_LARGE,
    /** The medium is full; the old value stays. */
    NO_SPACE,
    /** What is stored cannot be read back. */
    CORRUPT,
    /** The storage does not declare the {@link Capability} that the call needs. */
    UNSUPPORTED,
    /** The storage was closed. */
    CLOSED,
    /** The calling thread was interrupted; its interrupt flag is set. */
    CANCELLED,
    /** A fault in the storage itself. */
    INTERNAL
  }

  private final Code code;
  private final String operation;
  private final transient @Nullable CacheKey key;
  private final String what;

  /**
   * Makes the failure of an operation on one key.
   *
   * @param code what kind of failure
   * @param operation the name of the method that failed, such as {@code save}
   * @param key the key, or null where the operation has none
   * @param what what happened, and after a semicolon what to do
   * @param cause what led to it, or null
   */
  public CacheException(
      Code code, String operation, @Nullable CacheKey key, String what, @Nullable Throwable cause) {
    super(key == null ? operation + ": " + what : operation + " " + key + ": " + what, cause);
    this.code = code;
    this.operation = operation;
    this.key = key;
    this.what = what;
  }

  /** Makes the failure of an operation on one key, without a cause. */
  public CacheException(Code code, String operation, @Nullable CacheKey key, String what) {
    this(code, operation, key, what, null);
  }

  /** Returns what kind of failure it was. */
  public final Code code() {
    return code;
  }

  /**
   * Returns the name of the method that failed, such as {@code save}; for a stream that of the
   * writer or reader: {@code write}, {@code commit}, {@code read}.
   */
  public final String operation() {
    return operation;
  }

  /** Returns the key; empty for an operation without one, and after serialization. */
  public final Optional<CacheKey> key() {
    return Optional.ofNullable(key);
  }

  /**
   * Returns this failure as that of another operation, of which it was a part: the same code and
   * the same words, with this as its cause. Returns this itself if it is of that operation and key.
   *
   * @param operation the name of the method that failed, such as {@code commit}
   * @param key the key, or null where the operation has none
   */
  public final CacheException during(String operation, @Nullable CacheKey key) {
    return this.operation.equals(operation) && Objects.equals(this.key, key)
        ? this
        : new CacheException(code, operation, key, what, this);
  }

  /** Returns whether the same call may succeed later: {@code UNAVAILABLE} and {@code TIMEOUT}. */
  public final boolean isRetryable() {
    return code == Code.UNAVAILABLE || code == Code.TIMEOUT;
  }
}
