package dev.larder.testkit;

import static dev.larder.testkit.ContractGroup.key;
import static dev.larder.testkit.ContractGroup.noise;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Group: damaged and foreign files. An entry whose bytes were damaged is missing or {@code
 * CORRUPT}, never another value, and the storage opens and works on.
 */
abstract class DamageContract extends PersistenceGroup {

  private static final List<CacheKey> KEYS = List.of(key("small"), key("middle"), key("large"));

  DamageContract(PersistenceContractTest kit) {
    super(kit);
  }

  private static Blob value(CacheKey key) {
    return noise(key.equals(KEYS.get(0)) ? 100 : key.equals(KEYS.get(1)) ? 20_000 : 400_000);
  }

  /** Damages the bytes of a file. */
  @FunctionalInterface
  private interface Harm {
    byte[] apply(byte[] bytes);
  }

  /** Does the harm to one file after the other, each in a copy of the directory of its own. */
  private void assertHarmless(Harm harm) throws IOException {
    KEYS.forEach(key -> storage.save(key, value(key), DEFAULTS));
    storage.close();
    int files = kit.filesToDamage(directory).size();
    assertThat(files).as("files to damage").isPositive();
    for (int i = 0; i < files; i++) {
      Path copy = fresh("copy" + i);
      Directories.copy(directory, copy);
      Path file = kit.filesToDamage(copy).get(i);
      Files.write(file, harm.apply(Files.readAllBytes(file)));
      storage = opened(copy);
      KEYS.forEach(this::assertRightOrGone);
      assertWorks();
      storage.close();
    }
  }

  private void assertRightOrGone(CacheKey key) {
    Entry entry;
    try {
      entry = storage.load(key).orElse(null);
    } catch (CacheException failure) {
      assertThat(failure.code()).as("of " + failure).isEqualTo(Code.CORRUPT);
      return;
    }
    if (entry != null) {
      assertThat(entry.value().equals(value(key))).as("the right value of " + key).isTrue();
    }
  }

  private void assertWorks() {
    for (CacheKey key : KEYS) {
      save(key, "anew");
      assertLoaded(key, "anew");
    }
  }

  private static byte[] flipped(byte[] bytes, int at) {
    if (bytes.length > 0) {
      bytes[at] ^= 0x10;
    }
    return bytes;
  }

  @Test
  void fileCutToNothing_servesNoWrongValue() throws IOException {
    assertHarmless(bytes -> new byte[0]);
  }

  @Test
  void fileCutInTheMiddle_servesNoWrongValue() throws IOException {
    assertHarmless(bytes -> Arrays.copyOf(bytes, bytes.length / 2));
  }

  @Test
  void fileCutByOneByte_servesNoWrongValue() throws IOException {
    assertHarmless(bytes -> Arrays.copyOf(bytes, Math.max(0, bytes.length - 1)));
  }

  @Test
  void flippedBitAtTheBeginning_servesNoWrongValue() throws IOException {
    assertHarmless(bytes -> flipped(bytes, 0));
  }

  @Test
  void flippedBitInTheMiddle_servesNoWrongValue() throws IOException {
    assertHarmless(bytes -> flipped(bytes, bytes.length / 2));
  }

  @Test
  void flippedBitNearTheEnd_servesNoWrongValue() throws IOException {
    assertHarmless(bytes -> flipped(bytes, Math.max(0, bytes.length - 20)));
  }

  @Test
  void zeroedEnd_servesNoWrongValue() throws IOException {
    assertHarmless(
        bytes -> {
          Arrays.fill(bytes, bytes.length - bytes.length / 4, bytes.length, (byte) 0);
          return bytes;
        });
  }

  @Test
  void appendedBytes_serveNoWrongValue() throws IOException {
    assertHarmless(bytes -> Arrays.copyOf(bytes, bytes.length + 64));
  }

  @Test
  void foreignFiles_areNoEntriesAndStay() throws IOException {
    save(KEY, "value");
    storage.close();
    List<Path> foreign = new ArrayList<>();
    for (String name : List.of("README.txt", ".DS_Store", "lost+found", "0", "a b.tmp")) {
      foreign.add(Files.writeString(directory.resolve(name), "not yours"));
    }
    Path below = Files.createDirectories(directory.resolve("not-yours/either"));
    foreign.add(Files.writeString(below.resolve("file.bin"), "not yours"));
    storage = opened(directory);
    assertLoaded(KEY, "value");
    if (storage.info().supports(Capability.LISTING)) {
      assertThat(storage.listKeys(KeyQuery.in(KEY.namespace())).keys()).containsExactly(KEY);
    }
    assertThat(storage.clear(KEY.namespace())).isEqualTo(1);
    storage.close();
    for (Path file : foreign) {
      assertThat(file).hasContent("not yours");
    }
  }
}
