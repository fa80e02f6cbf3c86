package dev.larder.config;

/** A setting. */
public final class ConfigKey<T> {
  private ConfigKey() {}
}
