package dev.larder.storage;

import java.util.Objects;

/**
 * One save among those of a {@link Storage#saveAll}.
 *
 * @param key where to
 * @param value what
 * @param options how
 */
public record SaveRequest(CacheKey key, Blob value, SaveOptions options) {

  /** Checks that nothing is null. */
  public SaveRequest {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(options, "options");
  }

  /** Returns a request with {@link SaveOptions#defaults()}. */
  public static SaveRequest of(CacheKey key, Blob value) {
    return new SaveRequest(key, value, SaveOptions.defaults());
  }
}
