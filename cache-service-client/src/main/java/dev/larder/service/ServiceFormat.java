package dev.larder.service;

/** How a {@link ServiceStorage} keeps its values in the service. */
public enum ServiceFormat {
  /**
   * As they are: a compact JSON object as JSON, text as text, anything else as bytes, so that
   * programs in Python read them and Java reads theirs. No time to live, attributes, tags and empty
   * values.
   */
  PLAIN,
  /**
   * In a frame with a time to live, attributes, tags and checksums, compressed if large. Others see
   * bytes.
   */
  FRAMED
}
