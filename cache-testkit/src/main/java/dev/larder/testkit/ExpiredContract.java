package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Capability;
import dev.larder.storage.KeyQuery;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Group: an entry whose time is over is gone for every method, from that instant on. */
abstract class ExpiredContract extends ContractGroup {

  ExpiredContract(StorageContractTest kit) {
    super(kit);
  }

  @BeforeEach
  void expireOne() {
    save(key("alive"), "alive");
    if (declares(Capability.TTL)) {
      save(KEY, "expired", ttl(steps(2)));
      elapse(steps(2));
    }
  }

  @Test
  void load_isEmpty() {
    if (!lacks(Capability.TTL)) {
      assertThat(storage.load(KEY)).isEmpty();
    }
  }

  @Test
  void stat_isEmpty() {
    if (!lacks(Capability.TTL)) {
      assertThat(storage.stat(KEY)).isEmpty();
    }
  }

  @Test
  void exists_isFalse() {
    if (!lacks(Capability.TTL)) {
      assertThat(storage.exists(KEY)).isFalse();
    }
  }

  @Test
  void delete_isFalse() {
    if (!lacks(Capability.TTL)) {
      assertThat(storage.delete(KEY)).isFalse();
    }
  }

  @Test
  void listKeys_leavesItOut() {
    if (!lacks(Capability.TTL) && !lacks(Capability.LISTING)) {
      assertThat(listed(KeyQuery.in(NAMESPACE))).containsExactly(key("alive"));
    }
  }

  @Test
  void loadAll_leavesItOut() {
    if (!lacks(Capability.TTL)) {
      assertThat(storage.loadAll(List.of(KEY, key("alive"))).keySet())
          .containsExactly(key("alive"));
    }
  }

  @Test
  void deleteAll_doesNotCountIt() {
    if (!lacks(Capability.TTL)) {
      assertThat(storage.deleteAll(List.of(KEY, key("alive")))).isEqualTo(1);
    }
  }

  @Test
  void clear_doesNotCountIt() {
    if (!lacks(Capability.TTL)) {
      assertThat(storage.clear(NAMESPACE)).isEqualTo(1);
    }
  }

  @Test
  void openRead_isEmpty() {
    if (!lacks(Capability.TTL) && !lacks(Capability.STREAMING)) {
      assertThat(storage.openRead(KEY)).isEmpty();
    }
  }
}
