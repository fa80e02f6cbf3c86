package dev.larder.storage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The partial failure of a batch: a cause for each key that failed, which names the operation of
 * the batch and that key. The other keys of the batch succeeded.
 *
 * <p>Its code is that of the causes where they agree, else {@code INTERNAL}.
 */
public final class BatchException extends CacheException {

  private static final long serialVersionUID = 1L;
  private static final int KEYS_IN_MESSAGE = 10;

  private final transient Map<CacheKey, CacheException> failures;
  private final long done;

  /**
   * Makes the failure of a batch that had an effect for every other key.
   *
   * @param operation the name of the method that failed, such as {@code saveAll}
   * @param failures the cause for each key that failed, at least one
   * @param total how many keys the batch had
   */
  public BatchException(String operation, Map<CacheKey, CacheException> failures, int total) {
    this(operation, failures, total, total - failures.size());
  }

  /**
   * Makes the failure of a batch.
   *
   * @param operation the name of the method that failed, such as {@code deleteAll}
   * @param failures the cause for each key that failed, at least one
   * @param total how many keys the batch had
   * @param done how many entries were saved, loaded or removed all the same
   */
  public BatchException(
      String operation, Map<CacheKey, CacheException> failures, int total, long done) {
    this(operation, named(operation, failures), describe(failures, total), done);
  }

  private BatchException(
      String operation, SortedMap<CacheKey, CacheException> named, String what, long done) {
    super(commonCode(named), operation, null, what, first(named));
    this.failures = Collections.unmodifiableMap(named);
    this.done = done;
  }

  /** Returns the cause for each key that failed; unmodifiable. Empty after serialization. */
  @SuppressWarnings("NullAway") // a transient field is null after deserialization
  public Map<CacheKey, CacheException> failures() {
    return failures == null ? Map.of() : failures;
  }

  /**
   * Returns how many entries were saved, loaded or removed all the same; fewer than the other keys
   * where some of those had no entry.
   */
  public long done() {
    return done;
  }

  private static SortedMap<CacheKey, CacheException> named(
      String operation, Map<CacheKey, CacheException> failures) {
    SortedMap<CacheKey, CacheException> named = new TreeMap<>();
    failures.forEach((key, failure) -> named.put(key, failure.during(operation, key)));
    return named;
  }

  private static Code commonCode(SortedMap<CacheKey, CacheException> failures) {
    Code first = first(failures).code();
    return failures.values().stream().allMatch(f -> f.code() == first) ? first : Code.INTERNAL;
  }

  private static CacheException first(SortedMap<CacheKey, CacheException> failures) {
    if (failures.isEmpty()) {
      throw new IllegalArgumentException("failures must not be empty");
    }
    return failures.values().iterator().next();
  }

  private static String describe(Map<CacheKey, CacheException> failures, int total) {
    Map<CacheKey, Code> shown = new LinkedHashMap<>();
    for (Map.Entry<CacheKey, CacheException> failure : new TreeMap<>(failures).entrySet()) {
      if (shown.size() == KEYS_IN_MESSAGE) {
        break;
      }
      shown.put(failure.getKey(), failure.getValue().code());
    }
    String more = failures.size() > shown.size() ? " and others" : "";
    return failures.size()
        + " of "
        + total
        + " keys failed "
        + shown
        + more
        + "; failures() tells the cause of each";
  }
}
