package dev.larder.config;

import java.util.Optional;

/** A setting. */
public final class ConfigKey<T> {
  private ConfigKey() {}

  Optional<T> value() {
    return Optional.empty();
  }
}
