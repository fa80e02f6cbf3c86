package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Group: delete. */
abstract class DeleteContract extends ContractGroup {

  private static final int ROUNDS = 50;

  DeleteContract(StorageContractTest kit) {
    super(kit);
  }

  @Test
  void missingKey_isNoError() {
    assertThat(storage.delete(KEY)).isFalse();
  }

  @Test
  void savedKey_isGone() {
    save(KEY, "value");
    assertThat(storage.delete(KEY)).isTrue();
    assertThat(storage.load(KEY)).isEmpty();
  }

  @Test
  void deletedKey_isNotDeletedAgain() {
    save(KEY, "value");
    storage.delete(KEY);
    assertThat(storage.delete(KEY)).isFalse();
  }

  @Test
  void deletedKey_canBeSavedAgain() {
    save(KEY, "old");
    storage.delete(KEY);
    save(KEY, "new");
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  void otherKeys_stay() {
    save(key("some"), "parent");
    save(key("some/key/below"), "child");
    save(key("some/key2"), "neighbour");
    save(KEY, "value");
    storage.delete(KEY);
    assertThat(loaded(key("some"))).contains("parent");
    assertThat(loaded(key("some/key/below"))).contains("child");
    assertThat(loaded(key("some/key2"))).contains("neighbour");
  }

  @Test
  @Tag(MANY_THREADS)
  void racingDeletes_exactlyOneReturnsTrue() {
    for (int round = 0; round < ROUNDS; round++) {
      save(KEY, "value");
      List<Boolean> deleted = Race.run(4, thread -> storage.delete(KEY));
      assertThat(deleted).containsOnlyOnce(true);
    }
  }
}
