package dev.larder.config;

/** Settings. */
public final class StorageConfig {
  StorageConfig() {}
}
