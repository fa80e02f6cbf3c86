package dev.larder.service;

import java.util.List;
import java.util.Optional;

/**
 * Where the service keeps its files.
 *
 * @param mode the kind of storage, as {@code memory}
 * @param ttlHours for how many hours entries are kept, which the original service does not enforce
 * @param location the bucket, folder or file; empty for memory
 */
public record StorageState(String mode, long ttlHours, Optional<String> location) {

  private static final List<String> LOCATIONS =
      List.of("s3_bucket", "local_disk_path", "sqlite_path", "zip_path");

  static StorageState of(JsonFields fields) {
    return new StorageState(
        fields.name("storage_mode"),
        fields.number("ttl_hours"),
        LOCATIONS.stream().flatMap(name -> fields.find(name).stream()).findFirst());
  }
}
