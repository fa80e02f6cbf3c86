package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group: clear. */
abstract class ClearContract extends ContractGroup {

  ClearContract(StorageContractTest kit) {
    super(kit);
  }

  @Test
  void everyEntry_isGone() {
    save(key("a"), "1");
    save(key("a/b"), "2");
    storage.clear(NAMESPACE);
    assertThat(storage.loadAll(List.of(key("a"), key("a/b")))).isEmpty();
    assertThat(storage.exists(key("a"))).isFalse();
  }

  @Test
  void count_isWhatWasThere() {
    save(key("a"), "1");
    save(key("b"), "2");
    save(key("c"), "3");
    storage.delete(key("c"));
    assertThat(storage.clear(NAMESPACE)).isEqualTo(2);
  }

  @Test
  void nothing_isZero() {
    assertThat(storage.clear(NAMESPACE)).isZero();
  }

  @Test
  void clearedAgain_isZero() {
    save(KEY, "value");
    storage.clear(NAMESPACE);
    assertThat(storage.clear(NAMESPACE)).isZero();
  }

  @Test
  void otherNamespaces_stay() {
    List<CacheKey> others =
        List.of(
            CacheKey.of("kit2", "a"),
            CacheKey.of("ki", "kit/a"),
            CacheKey.of("kit.x", "a"),
            CacheKey.of("a", "kit"));
    others.forEach(key -> save(key, "stays"));
    save(key("a"), "goes");
    assertThat(storage.clear(NAMESPACE)).isEqualTo(1);
    assertThat(storage.loadAll(others)).containsOnlyKeys(others);
  }

  @Test
  void moreThanOnePage_isGone() {
    List<CacheKey> keys = keys(2_500);
    storage.saveAll(keys.stream().map(key -> SaveRequest.of(key, text("value"))).toList());
    assertThat(storage.clear(NAMESPACE)).isEqualTo(2_500);
    assertThat(storage.loadAll(keys)).isEmpty();
  }

  @Test
  void savedAfterwards_isThere() {
    save(KEY, "old");
    storage.clear(NAMESPACE);
    save(KEY, "new");
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  void clearedEntry_isNotListed() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    save(KEY, "value");
    storage.clear(NAMESPACE);
    assertThat(listed(KeyQuery.in(NAMESPACE))).isEmpty();
    assertThat(storage.clear(Namespace.of("never-used"))).isZero();
  }
}
