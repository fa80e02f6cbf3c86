package dev.larder.config;

import java.util.Optional;

/** A setting. */
public final class ConfigKey<T> {
  private Optional<T> value = Optional.empty();

  private ConfigKey() {}

  Optional<T> value() {
    return value;
  }

  void set(T value) {
    this.value = Optional.of(value);
  }
}
