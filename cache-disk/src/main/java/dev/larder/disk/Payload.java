package dev.larder.disk;

import dev.larder.storage.Blob;
import org.jspecify.annotations.Nullable;

/** A value on its way into a record: small, or in a finished file of its own. */
record Payload(@Nullable Blob small, @Nullable LargeRef large) {

  static Payload of(Blob small) {
    return new Payload(small, null);
  }

  static Payload of(LargeRef large) {
    return new Payload(null, large);
  }

  RecordBytes record(KeyBytes key, Facts facts) {
    if (large != null) {
      return RecordBytes.of(key, large, facts);
    }
    return RecordBytes.of(key, small == null ? Blob.empty() : small, facts);
  }

  long size() {
    if (large != null) {
      return large.size();
    }
    return small == null ? 0 : small.size();
  }
}
