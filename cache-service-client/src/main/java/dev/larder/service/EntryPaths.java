package dev.larder.service;

import java.util.List;

/**
 * The files of an entry on the service's storage.
 *
 * @param data values, their configuration and their metadata
 * @param byHash references by hash
 * @param byId references by id
 */
public record EntryPaths(List<String> data, List<String> byHash, List<String> byId) {

  /** Copies the lists. */
  public EntryPaths {
    data = List.copyOf(data);
    byHash = List.copyOf(byHash);
    byId = List.copyOf(byId);
  }

  static EntryPaths of(JsonFields fields) {
    return new EntryPaths(fields.texts("data"), fields.texts("by_hash"), fields.texts("by_id"));
  }
}
