package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.EntryMetadata;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps a small value on the heap until its commit, and writes a large one to its file. */
final class DiskBlobWriter extends BlobWriter {

  private static final int PIECE = 64 << 10;

  private final int threshold;
  private final Values values;
  private final Function<Payload, EntryMetadata> save;
  private final Function<IOException, RuntimeException> failed;
  private byte[] buffer = new byte[512];
  private int count;
  private LargeFiles.@Nullable Draft draft;

  DiskBlobWriter(Values values, Saver saver) {
    this.threshold = values.largest;
    this.values = values;
    this.save = saver::save;
    this.failed = saver::failed;
  }

  /** Publishes the value, and describes what goes wrong before. */
  interface Saver {
    EntryMetadata save(Payload value);

    RuntimeException failed(IOException failure);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      int done = 0;
      while (done < length) {
        makeRoom(length - done);
        int piece = Math.min(buffer.length - count, length - done);
        System.arraycopy(bytes, offset + done, buffer, count, piece);
        count += piece;
        done += piece;
      }
    } catch (IOException failure) {
      throw failed.apply(failure);
    }
  }

  /** Empties the buffer into the file, or makes it larger, so that it has room for a byte. */
  private void makeRoom(int wanted) throws IOException {
    if (draft == null && count + (long) wanted > threshold) {
      draft = values.draft();
    }
    if (draft != null && (count == buffer.length || buffer.length < PIECE)) {
      draft.write(buffer, count);
      count = 0;
      buffer = buffer.length < PIECE ? new byte[PIECE] : buffer;
    } else if (draft == null && count + wanted > buffer.length) {
      int needed = Math.max(count + wanted, 2 * buffer.length);
      buffer = Arrays.copyOf(buffer, Math.min(needed, Math.max(threshold, count + wanted)));
    }
  }

  @Override
  public EntryMetadata commit() {
    if (draft == null) {
      return save.apply(Payload.of(Blob.wrap(Arrays.copyOf(buffer, count))));
    }
    try {
      draft.write(buffer, count);
      return save.apply(Payload.of(draft));
    } catch (IOException failure) {
      throw failed.apply(failure);
    }
  }

  @Override
  public void close() {
    if (draft != null) {
      draft.discard();
    }
    buffer = new byte[0];
    count = 0;
  }
}
