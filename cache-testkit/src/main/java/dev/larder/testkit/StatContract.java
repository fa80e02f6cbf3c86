package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.EntryMetadata;
import org.junit.jupiter.api.Test;

/** Groups: stat and exists. */
abstract class StatContract extends ContractGroup {

  StatContract(StorageContractTest kit) {
    super(kit);
  }

  @Test
  void missingKey_hasNoMetadata() {
    assertThat(storage.stat(KEY)).isEmpty();
  }

  @Test
  void savedKey_hasMetadataOfItsSave() {
    EntryMetadata saved = save(KEY, "value");
    assertThat(storage.stat(KEY)).contains(saved);
  }

  @Test
  void deletedKey_hasNoMetadata() {
    save(KEY, "value");
    storage.delete(KEY);
    assertThat(storage.stat(KEY)).isEmpty();
  }

  @Test
  void missingKey_doesNotExist() {
    assertThat(storage.exists(KEY)).isFalse();
  }

  @Test
  void savedKey_exists() {
    save(KEY, "value");
    assertThat(storage.exists(KEY)).isTrue();
  }

  @Test
  void deletedKey_doesNotExist() {
    save(KEY, "value");
    storage.delete(KEY);
    assertThat(storage.exists(KEY)).isFalse();
  }
}
