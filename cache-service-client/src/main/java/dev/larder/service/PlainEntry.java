package dev.larder.service;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A plain value, whose hash is taken only for those who want its metadata. */
record PlainEntry(Blob value, PlainMarks.@Nullable Mark before, PlainMarks.@Nullable Mark after)
    implements Entry {

  @Override
  public EntryMetadata metadata() {
    return PlainMarks.metadata(hash(value), value.size(), before, after);
  }

  static String hash(Blob value) {
    MessageDigest digest = PlainMarks.digest();
    digest.update(value.buffer());
    return PlainMarks.hash(digest);
  }
}
