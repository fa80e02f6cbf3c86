package dev.larder.storage;

import java.util.Objects;
import java.util.Optional;

/**
 * The answer of {@link Storage#check}.
 *
 * @param failure why the storage cannot be used now; empty if it can
 */
public record CheckResult(Optional<CacheException> failure) {

  /** Checks that the failure is not null. */
  public CheckResult {
    Objects.requireNonNull(failure, "failure");
  }

  /** Returns the answer of a storage that can be used. */
  public static CheckResult ok() {
    return new CheckResult(Optional.empty());
  }

  /** Returns the answer of a storage that cannot be used now. */
  public static CheckResult failed(CacheException failure) {
    return new CheckResult(Optional.of(Objects.requireNonNull(failure, "failure")));
  }

  /** Returns whether the storage can be used. */
  public boolean isOk() {
    return failure.isEmpty();
  }
}
