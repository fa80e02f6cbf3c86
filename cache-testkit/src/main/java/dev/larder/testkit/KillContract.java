package dev.larder.testkit;

import static dev.larder.testkit.ContractGroup.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.BlobWriter;
import dev.larder.storage.Capability;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Storage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Group: killed, which leaves the files as they are at some moment. */
abstract class KillContract extends PersistenceGroup {

  KillContract(PersistenceContractTest kit) {
    super(kit);
  }

  @Test
  void afterSave_theEntryIsThere() throws IOException {
    save(KEY, "value");
    assertThat(loaded(afterKill(), KEY)).contains("value");
  }

  @Test
  void afterOverwrite_theNewEntryIsThere() throws IOException {
    save(KEY, "old");
    save(KEY, "new");
    assertThat(loaded(afterKill(), KEY)).contains("new");
  }

  @Test
  void afterDelete_theEntryIsGone() throws IOException {
    save(KEY, "value");
    save(key("other"), "other");
    storage.delete(KEY);
    Storage killed = afterKill();
    assertThat(killed.load(KEY)).isEmpty();
    assertThat(loaded(killed, key("other"))).contains("other");
  }

  @Test
  void afterClear_theEntriesAreGone() throws IOException {
    save(KEY, "value");
    storage.clear(KEY.namespace());
    assertThat(afterKill().load(KEY)).isEmpty();
  }

  @Test
  void betweenWriteAndCommit_theOldEntryIsThere() throws IOException {
    if (!storage.info().supports(Capability.STREAMING)) {
      return;
    }
    save(KEY, "old");
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS);
        BlobWriter other = storage.openWrite(key("other"), DEFAULTS)) {
      writer.write(ContractGroup.noise(2_000_000).buffer());
      other.write(ContractGroup.noise(2_000_000).buffer());
      Storage killed = afterKill();
      assertThat(loaded(killed, KEY)).contains("old");
      assertThat(killed.load(key("other"))).isEmpty();
      if (killed.info().supports(Capability.LISTING)) {
        assertThat(killed.listKeys(KeyQuery.in(KEY.namespace())).keys()).containsExactly(KEY);
      }
    }
  }

  @Test
  void afterAKill_theStorageWorks() throws IOException {
    save(KEY, "old");
    Storage killed = afterKill();
    killed.save(KEY, ContractGroup.text("new"), DEFAULTS);
    assertThat(loaded(killed, KEY)).contains("new");
    assertThat(killed.delete(KEY)).isTrue();
  }
}
