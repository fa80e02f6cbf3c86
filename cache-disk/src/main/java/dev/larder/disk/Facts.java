package dev.larder.disk;

/** What a record says of its entry besides key and value. */
final class Facts {

  final long version;
  final long savedAt;
  final long expiresAt;
  final byte[] labels;

  Facts(long version, long savedAt, long expiresAt, byte[] labels) {
    this.version = version;
    this.savedAt = savedAt;
    this.expiresAt = expiresAt;
    this.labels = labels;
  }
}
