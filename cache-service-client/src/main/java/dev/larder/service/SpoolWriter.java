package dev.larder.service;

import dev.larder.storage.BlobWriter;
import dev.larder.storage.EntryMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Keeps a value until its commit, and sends it then: its length has to be known before. */
final class SpoolWriter extends BlobWriter {

  /** Saves what was written. */
  interface Saving {
    EntryMetadata save(Spool value) throws IOException;
  }

  private final Spool spool = new Spool();
  private final Saving saving;

  SpoolWriter(Saving saving) {
    this.saving = saving;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      spool.write(bytes, offset, length);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public EntryMetadata commit() {
    try {
      return saving.save(spool);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    spool.close();
  }
}
