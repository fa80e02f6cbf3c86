package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import java.time.Instant;

/** What a load hands out. The metadata is built for those who ask. */
final class DiskEntry implements Entry {

  private static final byte[] NO_LABELS = new byte[0];

  private final Blob value;
  private final long version;
  private final long savedAt;
  private final long expiresAt;
  private final byte[] labels;

  DiskEntry(Blob value, StoredRecord record) {
    this.value = value;
    this.version = record.version();
    this.savedAt = record.savedAt();
    this.expiresAt = record.expiresAt();
    this.labels = record.hasLabels() ? record.labels() : NO_LABELS;
  }

  @Override
  public Blob value() {
    return value;
  }

  @Override
  public EntryMetadata metadata() {
    return metadata(value.size(), new Facts(version, savedAt, expiresAt, labels));
  }

  static EntryMetadata metadata(StoredRecord record) {
    byte[] labels = record.hasLabels() ? record.labels() : NO_LABELS;
    LargeRef file = record.large();
    long size = file == null ? record.valueLength : file.size();
    return metadata(
        size, new Facts(record.version(), record.savedAt(), record.expiresAt(), labels));
  }

  static EntryMetadata metadata(long size, Facts facts) {
    EntryMetadata.Builder metadata =
        EntryMetadata.builder(size, facts.version, Instant.ofEpochMilli(facts.savedAt));
    if (facts.expiresAt != StoredRecord.NEVER) {
      metadata.expiresAt(Instant.ofEpochMilli(facts.expiresAt));
    }
    if (facts.labels.length > 0) {
      metadata.labels(LabelBytes.parse(facts.labels));
    }
    return metadata.build();
  }
}
