package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Group: save. */
abstract class SaveContract extends ContractGroup {

  SaveContract(StorageContractTest kit) {
    super(kit);
  }

  @Test
  void newKey_isSaved() {
    save(KEY, "value");
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void sameKey_isReplaced() {
    save(KEY, "old");
    save(KEY, "new");
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  void shorterValue_leavesNoTail() {
    storage.save(KEY, noise(10_000), DEFAULTS);
    save(KEY, "short");
    assertThat(loaded(KEY)).contains("short");
  }

  @Test
  void otherKeys_keepTheirValues() {
    save(key("other"), "untouched");
    save(KEY, "old");
    save(KEY, "new");
    assertThat(loaded(key("other"))).contains("untouched");
  }

  @Test
  void returnedMetadata_isThatOfTheEntry() {
    EntryMetadata saved = save(KEY, "value");
    assertThat(storage.load(KEY).map(Entry::metadata)).contains(saved);
  }

  @Test
  void replacedKey_hasMetadataOfItsLastSave() {
    save(KEY, "old");
    EntryMetadata saved = save(KEY, "new and longer");
    assertThat(storage.load(KEY).map(Entry::metadata)).contains(saved);
  }

  @Test
  void size_isLengthOfTheValue() {
    Blob value = noise(12_345);
    long size = storage.save(KEY, value, DEFAULTS).size();
    if (declares(Capability.EXACT_SIZE)) {
      assertThat(size).isEqualTo(12_345);
    } else {
      assertThat(size).isPositive();
    }
  }

  @Test
  void savedAt_isNowToTheMillisecond() {
    Instant before = now();
    Instant savedAt = save(KEY, "value").savedAt();
    assertBetween(savedAt, before, now());
  }

  @Test
  void withoutOptions_hasNoLabels() {
    EntryMetadata saved = save(KEY, "value");
    assertThat(saved.attributes()).isEmpty();
    assertThat(saved.tags()).isEmpty();
  }

  @Test
  void everyByte_comesBack() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    assertComesBack(Blob.wrap(bytes));
  }

  @Test
  void oneByte_comesBack() {
    assertComesBack(Blob.wrap(new byte[] {0}));
  }

  @Test
  void mebibyte_comesBack() {
    assertComesBack(noise(1 << 20));
  }

  @Test
  void partOfAnArray_savesThatPart() {
    storage.save(KEY, Blob.wrap(text("...value...").toByteArray(), 3, 5), DEFAULTS);
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void directBuffer_comesBack() {
    ByteBuffer direct = ByteBuffer.allocateDirect(70_000);
    direct.put(noise(70_000).buffer()).flip();
    assertComesBack(Blob.wrap(direct));
  }

  @Test
  void emptyValue_isAValue() {
    if (lacks(Capability.EMPTY_VALUES)) {
      return;
    }
    save(KEY, "old");
    assertComesBack(Blob.empty());
    assertThat(storage.exists(KEY)).isTrue();
  }

  private void assertComesBack(Blob value) {
    storage.save(KEY, value, DEFAULTS);
    Blob loaded = storage.load(KEY).orElseThrow().value();
    assertThat(loaded.size()).isEqualTo(value.size());
    assertThat(loaded.equals(value)).as("the same bytes").isTrue();
  }
}
