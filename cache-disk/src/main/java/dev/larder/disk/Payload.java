package dev.larder.disk;

import dev.larder.storage.Blob;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A value on its way into a record: small, or in a finished file of its own. */
final class Payload {

  private final Blob small;
  private final @Nullable LargeRef large;
  private final LargeFiles.@Nullable Draft draft;

  private Payload(Blob small, @Nullable LargeRef large, LargeFiles.@Nullable Draft draft) {
    this.small = small;
    this.large = large;
    this.draft = draft;
  }

  static Payload of(Blob small) {
    return new Payload(small, null, null);
  }

  /** Finishes the draft. */
  static Payload of(LargeFiles.Draft draft) throws IOException {
    return new Payload(Blob.empty(), draft.finish(), draft);
  }

  RecordBytes record(KeyBytes key, Facts facts) {
    return large == null ? RecordBytes.of(key, small, facts) : RecordBytes.of(key, large, facts);
  }

  long size() {
    return large == null ? small.size() : large.size();
  }

  /** Keeps the file if a record refers to it now, else removes it. */
  void settle(boolean saved) {
    if (draft != null && saved) {
      draft.keep();
    } else if (draft != null) {
      draft.discard();
    }
  }
}
