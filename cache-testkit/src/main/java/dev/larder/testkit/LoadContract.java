package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import org.junit.jupiter.api.Test;

/** Group: load. */
abstract class LoadContract extends ContractGroup {

  LoadContract(StorageContractTest kit) {
    super(kit);
  }

  @Test
  void missingKey_isEmpty() {
    assertThat(storage.load(KEY)).isEmpty();
  }

  @Test
  void missingKeyBesideOthers_isEmpty() {
    save(key("some/key2"), "value");
    save(key("some"), "value");
    assertThat(storage.load(KEY)).isEmpty();
  }

  @Test
  void loadedTwice_isTheSame() {
    save(KEY, "value");
    Entry first = storage.load(KEY).orElseThrow();
    Entry second = storage.load(KEY).orElseThrow();
    assertThat(second.value()).isEqualTo(first.value());
    assertThat(second.metadata()).isEqualTo(first.metadata());
  }

  @Test
  void loadedBlob_outlivesOverwrite() {
    storage.save(KEY, noise(100_000), DEFAULTS);
    Blob loaded = storage.load(KEY).orElseThrow().value();
    storage.save(KEY, noise(100_001), DEFAULTS);
    assertThat(loaded.equals(noise(100_000))).isTrue();
  }

  @Test
  void loadedBlob_outlivesDelete() {
    storage.save(KEY, noise(100_000), DEFAULTS);
    Blob loaded = storage.load(KEY).orElseThrow().value();
    storage.delete(KEY);
    assertThat(loaded.equals(noise(100_000))).isTrue();
  }
}
