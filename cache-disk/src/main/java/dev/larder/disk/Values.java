package dev.larder.disk;

import dev.larder.storage.Blob;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Decides where a value goes: into its record, or above a size into a file of its own. */
final class Values {

  private static final int PIECE = 256 << 10;

  private final Engine engine;
  final int largest;

  /**
   * Makes it.
   *
   * @param largest the longest value that goes into a record
   */
  Values(Engine engine, int largest) {
    this.engine = engine;
    this.largest = largest;
  }

  /** Returns the value for a record; a large one is in its file by then. */
  Payload payload(Blob value) throws IOException {
    if (value.size() <= largest) {
      return Payload.of(value);
    }
    LargeFiles.Draft draft = draft();
    boolean finished = false;
    try {
      write(draft, value);
      Payload payload = Payload.of(draft);
      finished = true;
      return payload;
    } finally {
      if (!finished) {
        draft.discard();
      }
    }
  }

  LargeFiles.Draft draft() throws IOException {
    return engine.large.draft(engine.store.control().nextVersion());
  }

  private static void write(LargeFiles.Draft draft, Blob value) throws IOException {
    ByteBuffer rest = value.buffer();
    byte[] piece = new byte[PIECE];
    while (rest.hasRemaining()) {
      int length = Math.min(piece.length, rest.remaining());
      rest.get(piece, 0, length);
      draft.write(piece, length);
    }
  }
}
