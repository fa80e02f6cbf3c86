package dev.larder.service.zip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Zips as other programs make them, and as none does. */
class ZipMembersTest {

  private static final int UTF_8_NAMES = 0x800;

  /** Puts members into a zip, stored and one byte large. */
  private static final class Packed {

    private final ByteBuffer bytes = ByteBuffer.allocate(4_096).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer directory = ByteBuffer.allocate(4_096).order(ByteOrder.LITTLE_ENDIAN);
    private int count;

    Packed add(int flags, byte[] name, char content) {
      CRC32 sum = new CRC32();
      sum.update(content);
      int header = bytes.position();
      bytes.putInt(0x04034b50).put(new byte[22]).putShort((short) name.length).putShort((short) 0);
      bytes.put(name).put((byte) content);
      directory.putInt(0x02014b50).putInt(0).putShort((short) flags).putShort((short) 0).putInt(0);
      directory.putInt((int) sum.getValue()).putInt(1).putInt(1);
      directory.putShort((short) name.length).put(new byte[12]).putInt(header).put(name);
      count++;
      return this;
    }

    Blob zip(Consumer<ByteBuffer> damage) {
      damage.accept(directory);
      int at = bytes.position();
      bytes.put(directory.flip());
      bytes.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
      bytes.putInt(directory.limit()).putInt(at).putShort((short) 0);
      return Blob.copyOf(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    Blob zip() {
      return zip(directory -> {});
    }
  }

  private static Map<String, byte[]> read(Blob zip) throws Exception {
    return ZipMembers.read(zip, 100, 3);
  }

  private static void assertUnreadable(Blob zip, String why) {
    assertThatThrownBy(() -> read(zip)).isInstanceOf(UnreadableZipException.class).hasMessage(why);
  }

  @Test
  void nameWithoutFlag_isInCp437() throws Exception {
    Blob zip =
        new Packed()
            .add(0, new byte[] {(byte) 0x81}, '1')
            .add(0, new byte[] {(byte) 0x82}, '2')
            .add(UTF_8_NAMES, "\u00e4".getBytes(UTF_8), '3')
            .zip();
    assertThat(read(zip)).containsOnlyKeys("\u00fc", "\u00e9", "\u00e4");
    assertThat(read(zip).get("\u00e9")).containsExactly('2');
  }

  @Test
  void nameThatIsNotInUtf8AsItSays_isUnreadable() {
    Blob zip = new Packed().add(UTF_8_NAMES, new byte[] {(byte) 0xff}, '1').zip();
    assertUnreadable(zip, "Bad zip file: name");
  }

  @Test
  void nameWithZero_endsThere() throws Exception {
    Blob zip = new Packed().add(0, "a\0b".getBytes(ISO_8859_1), '1').zip();
    assertThat(read(zip)).containsOnlyKeys("a");
  }

  @Test
  void bytesBeforeTheZip_moveIt() throws Exception {
    byte[] zip = new Packed().add(0, new byte[] {'a'}, '1').zip().toByteArray();
    byte[] moved = new byte[zip.length + 10];
    System.arraycopy(zip, 0, moved, 10, zip.length);
    assertThat(read(Blob.wrap(moved)).get("a")).containsExactly('1');
  }

  @Test
  void membersThatShareBytes_areUnreadable() {
    Packed packed = new Packed().add(0, new byte[] {'a'}, '1').add(0, new byte[] {'b'}, '1');
    assertUnreadable(
        packed.zip(directory -> directory.putInt(47 + 42, 0)), "Bad zip file: overlapping members");
  }

  @Test
  void memberThatReachesIntoTheDirectory_isUnreadable() {
    Packed packed = new Packed().add(0, new byte[] {'a'}, '1');
    assertUnreadable(
        packed.zip(directory -> directory.putInt(20, 2).putInt(24, 2)), "Bad zip file: member");
  }

  @Test
  void encryptedAndStrangeMembers_areUnreadable() {
    assertUnreadable(
        new Packed().add(1, new byte[] {'a'}, '1').zip(), "Bad zip file: encrypted member");
    assertUnreadable(
        new Packed()
            .add(0, new byte[] {'a'}, '1')
            .zip(directory -> directory.putShort(10, (short) 12)),
        "Bad zip file: compression 12");
  }

  @Test
  void directoryThatIsCut_isUnreadable() {
    assertUnreadable(
        new Packed().add(0, new byte[] {'a'}, '1').zip(directory -> directory.position(20)),
        "Bad zip file: directory");
  }

  @Test
  void moreMembersThanAreTaken_areTooLarge() {
    Packed packed = new Packed();
    for (char name = 'a'; name < 'e'; name++) {
      packed.add(0, new byte[] {(byte) name}, '1');
    }
    assertThatThrownBy(() -> read(packed.zip()))
        .isInstanceOf(LargeZipException.class)
        .hasMessage("has more than 3 members");
  }

  @Test
  void moreBytesThanAreTaken_areTooLarge() {
    Blob zip = new Packed().add(0, new byte[] {'a'}, '1').zip();
    assertThatThrownBy(() -> ZipMembers.read(zip, 0, 3))
        .isInstanceOf(LargeZipException.class)
        .hasMessage("unpacks to more than 0 bytes");
  }
}
