package dev.larder.disk;

import dev.larder.storage.Blob;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Values that have a file of their own: {@value #HEAD} bytes of head ({@link #MAGIC}, u32 format
 * version, u32 slot of the process that wrote it, u64 id), the bytes, {@value #FOOT} bytes of foot
 * (u64 id, u64 size, u32 CRC32C of the bytes, u32 CRC32C of the foot before it).
 *
 * <p>The bytes are checked when a process first loads the value, up to {@value #CHECKED}; above
 * that the head and the foot alone, so that such a file is on the medium, whatever the policy is,
 * before it has its name: else nobody would see what a power cut took out of its middle.
 */
final class LargeFiles {

  static final long MAGIC = 0x314C_4156_4452_414CL;
  static final int HEAD = 64;
  static final int FOOT = 24;
  static final int CHECKED = 64 << 20;

  private static final int WRITER_AT = 12;
  static final int ID_AT = 16;
  private static final int MOST_CHECKED = 10_000;

  /** The longest value that can be mapped in one piece. */
  static final long LONGEST = Integer.MAX_VALUE - HEAD - FOOT;

  private final Medium medium;
  private final Layout layout;
  private final int slot;
  private final boolean synced;

  /** Drafts of this process that are neither kept nor discarded. */
  private final Set<Long> pending = ConcurrentHashMap.newKeySet();

  /** Values that were found whole, with their mapping for as long as somebody holds it. */
  private final Map<Long, WeakReference<Blob>> checked = new ConcurrentHashMap<>();

  LargeFiles(Opened store, boolean synced) {
    this.medium = store.medium();
    this.layout = store.layout();
    this.slot = store.process().slot();
    this.synced = synced;
  }

  Draft draft(long id) throws IOException {
    if (!medium.exists(layout.large())) {
      // The whole store was moved, removed or unmounted: this would begin another in its place.
      throw new NoSuchFileException(layout.large().toString());
    }
    medium.createDirectory(layout.large(id).resolveSibling(""));
    return new Draft(id);
  }

  /** Maps the value; returns null if its file is missing or damaged. */
  @Nullable Blob load(LargeRef value) throws IOException {
    WeakReference<Blob> known = checked.get(value.id());
    Blob mapped = known == null ? null : known.get();
    if (mapped != null) {
      return mapped;
    }
    ByteBuffer bytes = map(value);
    if (bytes == null) {
      return null;
    }
    if (known == null && value.size() <= CHECKED && crc(bytes) != value.crc()) {
      return null;
    }
    Blob blob = Blob.wrap(bytes);
    if (checked.size() >= MOST_CHECKED) {
      // Those that nobody holds are checked once more when they are loaded again.
      checked.values().removeIf(reference -> reference.refersTo(null));
    }
    checked.put(value.id(), new WeakReference<>(blob));
    return blob;
  }

  private @Nullable ByteBuffer map(LargeRef value) throws IOException {
    Path file = layout.large(value.id());
    try {
      return mapWhole(file, value);
    } catch (NoSuchFileException | FileNotFoundException missing) {
      // Removed at any moment, because the entry was written anew or removed.
      if (medium.exists(file)) {
        throw missing;
      }
      return null;
    }
  }

  private @Nullable ByteBuffer mapWhole(Path file, LargeRef value) throws IOException {
    long expected = HEAD + value.size() + FOOT;
    try (Medium.OpenFile open = medium.openReadOnly(file)) {
      if (open.size() != expected) {
        return null;
      }
    }
    ByteBuffer bytes = medium.map(file, expected, false).order(ByteOrder.LITTLE_ENDIAN);
    int size = (int) value.size();
    byte[] foot = new byte[FOOT];
    bytes.get(HEAD + size, foot);
    boolean whole =
        bytes.getLong(0) == MAGIC
            && bytes.getLong(ID_AT) == value.id()
            && Arrays.equals(foot, foot(value));
    return whole ? bytes.slice(HEAD, size) : null;
  }

  /** Returns whether the file is whole, every byte of it. */
  boolean verify(LargeRef value) throws IOException {
    ByteBuffer bytes = map(value);
    return bytes != null && crc(bytes) == value.crc();
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  private byte[] head(long id) {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(MAGIC).putInt(StoreFormat.VERSION).putInt(writer(slot)).putLong(id);
    return head.array();
  }

  /** Returns the slot and its complement, by which it is known to be one. */
  private static int writer(int slot) {
    return slot | (~slot << 16);
  }

  /** Returns the slot of the process that wrote the file; -1 if it is missing, or does not tell. */
  int writerOf(long id) throws IOException {
    Path file = layout.large(id);
    byte[] bytes = new byte[HEAD];
    try (Medium.OpenFile open = medium.openReadOnly(file)) {
      open.read(0, bytes);
    } catch (NoSuchFileException | FileNotFoundException missing) {
      return -1;
    }
    ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int writer = head.getInt(WRITER_AT);
    int found = writer & 0xff;
    boolean whole = head.getLong(0) == MAGIC && head.getLong(ID_AT) == id;
    return whole && writer == writer(found) ? found : -1;
  }

  /** Returns whether this process is on its way to a record that refers to the file. */
  boolean isPending(long id) {
    return pending.contains(id);
  }

  static byte[] foot(LargeRef value) {
    ByteBuffer foot = ByteBuffer.allocate(FOOT).order(ByteOrder.LITTLE_ENDIAN);
    foot.putLong(value.id()).putLong(value.size()).putInt(value.crc());
    CRC32C crc = new CRC32C();
    crc.update(foot.array(), 0, FOOT - 4);
    return foot.putInt((int) crc.getValue()).array();
  }

  void delete(long id) throws IOException {
    checked.remove(id);
    medium.delete(layout.large(id));
  }

  /** Puts a damaged file aside. */
  void quarantine(long id) throws IOException {
    checked.remove(id);
    Path file = layout.large(id);
    if (medium.exists(file)) {
      medium.createDirectory(layout.quarantine());
      medium.rename(file, layout.quarantine().resolve(String.valueOf(file.getFileName())));
    }
  }

  /** A value on its way; it has its name once it is {@linkplain #finish finished}. */
  final class Draft {

    private final long id;
    private final Path file;
    private final Medium.OpenFile open;
    private final CRC32C crc = new CRC32C();
    private long size;
    private boolean finished;
    private boolean ended;

    private Draft(long id) throws IOException {
      this.id = id;
      this.file = layout.largeDraft(id, slot);
      this.open = medium.open(file);
      pending.add(id);
      boolean begun = false;
      try {
        open.write(0, head(id), HEAD);
        begun = true;
      } finally {
        if (!begun) {
          discard();
        }
      }
    }

    void write(byte[] bytes, int length) throws IOException {
      open.write(HEAD + size, bytes, length);
      crc.update(bytes, 0, length);
      size += length;
    }

    /** Brings the value to the medium as the policy asks for, and gives the file its name. */
    LargeRef finish() throws IOException {
      LargeRef value = new LargeRef(id, size, (int) crc.getValue());
      open.write(HEAD + size, foot(value), FOOT);
      if (synced || size > CHECKED) {
        open.force();
      }
      open.close();
      medium.rename(file, layout.large(id));
      finished = true;
      if (synced) {
        medium.syncDirectory(layout.large(id).resolveSibling(""));
        medium.syncDirectory(layout.large());
      }
      return value;
    }

    /** Removes the file, under whichever name it has; does nothing the second time. */
    void discard() {
      if (ended) {
        return;
      }
      ended = true;
      try {
        open.close();
      } catch (IOException unimportant) {
        // It is about to be removed.
      }
      try {
        medium.delete(finished ? layout.large(id) : file);
      } catch (IOException left) {
        // Whoever looks for leftovers removes it.
      }
      pending.remove(id);
    }

    /** Says that a record refers to the file: it stays. */
    void keep() {
      ended = true;
      pending.remove(id);
    }
  }
}
