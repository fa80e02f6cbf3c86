package dev.larder.service;

import java.util.Locale;

/**
 * Where the service keeps an entry's files, and whether a new one takes the place of an old one.
 */
public enum Strategy {
  /** By the entry's id. */
  DIRECT,
  /** By the hour of the store. */
  TEMPORAL,
  /** By the hour of the store, and once more as the latest. */
  TEMPORAL_LATEST,
  /** By the hour of the store, as the latest, and as a version. */
  TEMPORAL_VERSIONED,
  /** By the key that the caller gives: storing the same key and file again overwrites. */
  KEY_BASED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** Returns the name that the service knows it by, as {@code key_based}. */
  public String wireName() {
    return wireName;
  }
}
