package dev.larder.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The partial failure of a batch: a cause for each key that failed. The other keys of the batch
 * succeeded.
 *
 * <p>Its code is that of the causes where they agree, else {@code INTERNAL}.
 */
public final class BatchException extends CacheException {

  private static final long serialVersionUID = 1L;
  private static final int KEYS_IN_MESSAGE = 10;

  private final transient Map<CacheKey, CacheException> failures;

  /**
   * Makes the failure of a batch.
   *
   * @param operation the name of the method that failed, such as {@code saveAll}
   * @param failures the cause for each key that failed, at least one
   * @param total how many keys the batch had
   */
  public BatchException(String operation, Map<CacheKey, CacheException> failures, int total) {
    super(commonCode(failures), operation, null, describe(failures, total), first(failures));
    this.failures = Map.copyOf(failures);
  }

  /** Returns the cause for each key that failed; unmodifiable. Empty after serialization. */
  @SuppressWarnings("NullAway") // a transient field is null after deserialization
  public Map<CacheKey, CacheException> failures() {
    return failures == null ? Map.of() : failures;
  }

  private static Code commonCode(Map<CacheKey, CacheException> failures) {
    Code first = first(failures).code();
    return failures.values().stream().allMatch(f -> f.code() == first) ? first : Code.INTERNAL;
  }

  private static CacheException first(Map<CacheKey, CacheException> failures) {
    if (failures.isEmpty()) {
      throw new IllegalArgumentException("failures must not be empty");
    }
    return sorted(failures).values().iterator().next();
  }

  private static String describe(Map<CacheKey, CacheException> failures, int total) {
    Map<CacheKey, Code> shown = new LinkedHashMap<>();
    for (Map.Entry<CacheKey, CacheException> failure : sorted(failures).entrySet()) {
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

  private static SortedMap<CacheKey, CacheException> sorted(
      Map<CacheKey, CacheException> failures) {
    return new TreeMap<>(failures);
  }
}
