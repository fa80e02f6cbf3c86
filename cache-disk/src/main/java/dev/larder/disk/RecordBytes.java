package dev.larder.disk;

import dev.larder.storage.Blob;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** A record on its way to a segment: everything but the salt of its place. */
final class RecordBytes {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NOTHING = new byte[0];

  final byte[] bytes;
  private final int headCrc;

  private RecordBytes(byte[] bytes, int headCrc) {
    this.bytes = bytes;
    this.headCrc = headCrc;
  }

  static RecordBytes of(KeyBytes key, Blob value, Facts facts) {
    RecordDraft draft = new RecordDraft(key, facts, value.size(), 0);
    value.buffer().get(draft.bytes, draft.valueAt, value.size());
    return draft.finish();
  }

  static RecordBytes of(KeyBytes key, LargeRef value, Facts facts) {
    RecordDraft draft = new RecordDraft(key, facts, LargeRef.LENGTH, StoredRecord.LARGE);
    LONGS.set(draft.bytes, draft.valueAt, value.id());
    LONGS.set(draft.bytes, draft.valueAt + 8, value.size());
    INTS.set(draft.bytes, draft.valueAt + 16, value.crc());
    return draft.finish();
  }

  /** Returns the record that says that there is no entry any more. */
  static RecordBytes tombstone(KeyBytes key, long version, long savedAt) {
    Facts facts = new Facts(version, savedAt, StoredRecord.NEVER, NOTHING);
    return new RecordDraft(key, facts, 0, StoredRecord.TOMBSTONE).finish();
  }

  /** Returns the record as it is, for another place. */
  static RecordBytes copyOf(StoredRecord record, int segment) {
    byte[] bytes = record.copy();
    return new RecordBytes(bytes, (int) INTS.get(bytes, 0) ^ StoredRecord.salt(segment, record.at));
  }

  /** Ties the record to its place. */
  void place(int segment, int at) {
    INTS.set(bytes, 0, headCrc ^ StoredRecord.salt(segment, at));
  }

  private static final class RecordDraft {

    final byte[] bytes;
    final int valueAt;

    RecordDraft(KeyBytes key, Facts facts, int valueLength, int flags) {
      boolean expires = facts.expiresAt != StoredRecord.NEVER;
      int labels = facts.labels.length;
      int all =
          flags | (expires ? StoredRecord.EXPIRES : 0) | (labels > 0 ? StoredRecord.LABELS : 0);
      int form = RecordHead.form(all, key.bytes.length, valueLength, facts);
      int keyAt = RecordHead.length(form);
      this.valueAt = keyAt + key.bytes.length + labels;
      this.bytes = new byte[valueAt + valueLength];
      ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      RecordHead.put(head, form, key.bytes.length, valueLength, facts);
      if (expires) {
        head.putLong(keyAt - (labels > 0 ? 10 : 8), facts.expiresAt);
      }
      if (labels > 0) {
        head.putShort(keyAt - 2, (short) labels);
      }
      System.arraycopy(key.bytes, 0, bytes, keyAt, key.bytes.length);
      System.arraycopy(facts.labels, 0, bytes, valueAt - labels, labels);
    }

    RecordBytes finish() {
      INTS.set(bytes, 4, bytes.length == valueAt ? 0 : crc(valueAt, bytes.length));
      return new RecordBytes(bytes, crc(4, valueAt));
    }

    private int crc(int from, int to) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, from, to - from);
      return (int) crc.getValue();
    }
  }
}
