package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes that the head of a record may have. */
final class RecordHeadTest {

  private static final long NOW = RecordHead.EPOCH + 123_456_789;
  private static final long LAST_NARROW_TIME = RecordHead.EPOCH + (1L << 40) - 1;

  private static KeyBytes key(int length) {
    byte[] bytes = "k".repeat(length).getBytes(StandardCharsets.UTF_8);
    bytes[1] = '/';
    return new KeyBytes(bytes);
  }

  private static StoredRecord written(KeyBytes key, int valueLength, Facts facts) {
    byte[] value = new byte[valueLength];
    for (int i = 0; i < valueLength; i++) {
      value[i] = (byte) (i + 1);
    }
    RecordBytes record = RecordBytes.of(key, Blob.wrap(value), facts);
    record.place(7, 0);
    ByteBuffer bytes = ByteBuffer.wrap(record.bytes).order(ByteOrder.LITTLE_ENDIAN);
    StoredRecord found = StoredRecord.find(bytes, 0, bytes.capacity(), 7);
    assertThat(found).isNotNull();
    assertThat(found.isValueWhole()).isTrue();
    assertThat(found.valueCopy()).isEqualTo(value);
    assertThat(found.key().bytes).isEqualTo(key.bytes);
    return found;
  }

  private static int head(int keyLength, int valueLength, long version, long savedAt) {
    Facts facts = new Facts(version, savedAt, StoredRecord.NEVER, new byte[0]);
    return written(key(keyLength), valueLength, facts).length() - keyLength - valueLength;
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0, 1, 19",
    "255, 255, 16777215, 19",
    "41, 100, 16777216, 20",
    "41, 100, 4294967295, 20",
    "41, 100, 4294967296, 27",
    "256, 100, 1, 27",
    "41, 256, 1, 27"
  })
  void shape_isTheFirstThatHasRoom(int keyLength, int valueLength, long version, int length) {
    assertThat(head(keyLength, valueLength, version, NOW)).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource({"0, 19", "-1, 27"})
  void times_thatAreNotIn34YearsFrom2020On_areWrittenInFull(long offset, int length) {
    assertThat(head(41, 100, 1, RecordHead.EPOCH + offset)).isEqualTo(length);
    assertThat(head(41, 100, 1, LAST_NARROW_TIME - offset)).isEqualTo(length);
    assertThat(head(41, 100, 1, 0)).isEqualTo(27);
  }

  /** Facts at the borders between the shapes, with and without what is optional. */
  private static List<Facts> facts() {
    List<Facts> all = new ArrayList<>();
    for (long version : new long[] {1, 0xffffff, 0x1000000, 0xffffffffL, 1L << 32, 1L << 47}) {
      for (long savedAt : new long[] {0, RecordHead.EPOCH, NOW, LAST_NARROW_TIME, 1L << 47}) {
        for (long expiresAt : new long[] {StoredRecord.NEVER, NOW + 1}) {
          all.add(new Facts(version, savedAt, expiresAt, new byte[0]));
          all.add(new Facts(version, savedAt, expiresAt, new byte[] {0, 0, 0}));
        }
      }
    }
    return all;
  }

  @Test
  void facts_areReadAsTheyWereWritten() {
    for (Facts facts : facts()) {
      for (int valueLength : new int[] {0, 1, 255, 256, 70_000}) {
        for (int keyLength : new int[] {3, 255, 256, KeyBytes.MAX_LENGTH}) {
          StoredRecord found = written(key(keyLength), valueLength, facts);
          assertThat(found.version()).isEqualTo(facts.version);
          assertThat(found.savedAt()).isEqualTo(facts.savedAt);
          assertThat(found.expiresAt()).isEqualTo(facts.expiresAt);
          assertThat(found.labels()).isEqualTo(facts.labels);
        }
      }
    }
  }

  @Test
  void anyBitOfAHead_isFoundAndTurnedBack() {
    for (Facts facts : facts()) {
      RecordBytes record = RecordBytes.of(key(9), Blob.wrap(new byte[] {1, 2, 3}), facts);
      record.place(7, 0);
      ByteBuffer bytes = ByteBuffer.wrap(record.bytes).order(ByteOrder.LITTLE_ENDIAN);
      StoredRecord whole = StoredRecord.find(bytes, 0, bytes.capacity(), 7);
      // The checksum of the value, at 4, is part of the head; the value is not.
      for (int bit = 0; bit < 8 * whole.valueAt(); bit++) {
        record.bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(StoredRecord.find(bytes, 0, bytes.capacity(), 7)).as("bit " + bit).isNull();
        assertThat(HeadRepair.find(bytes, 0, bytes.capacity(), 7)).isEqualTo(bit);
        record.bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      }
    }
  }

  @Test
  void bytesThatAreNoForm_areNone() {
    for (int form : new int[] {0x00, 0x40, 0xc0, 0xb0, 0xff}) {
      assertThat(RecordHead.isForm((byte) form)).as("form " + form).isFalse();
    }
    for (int form : new int[] {0x80, 0x90, 0xa0, 0xaf}) {
      assertThat(RecordHead.isForm((byte) form)).as("form " + form).isTrue();
    }
  }
}
