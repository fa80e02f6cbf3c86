package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Group: listKeys, as to pages and cursors. */
abstract class PagingContract extends ContractGroup {

  private static final KeyQuery ALL = KeyQuery.in(NAMESPACE);

  PagingContract(StorageContractTest kit) {
    super(kit);
  }

  private List<CacheKey> saved(int count) {
    List<CacheKey> keys = keys(count);
    storage.saveAll(keys.stream().map(key -> SaveRequest.of(key, text("value"))).toList());
    return keys;
  }

  @Test
  void pageOfOne_returnsEachKeyOnce() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    List<CacheKey> keys = saved(25);
    assertThat(listed(ALL.withPageSize(1))).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void oddPages_returnEachKeyOnce() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    List<CacheKey> keys = saved(100);
    for (int size : new int[] {7, 50, 99, 100, 101}) {
      assertThat(listed(ALL.withPageSize(size))).containsExactlyInAnyOrderElementsOf(keys);
    }
  }

  @Test
  void largestPage_returnsEachKeyOnce() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    List<CacheKey> keys = saved(1_500);
    assertThat(listed(ALL.withPageSize(KeyQuery.MAX_PAGE_SIZE)))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void pages_areNoLargerThanAsked() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saved(30);
    KeyQuery query = ALL.withPageSize(7);
    KeyPage page = storage.listKeys(query);
    assertThat(page.keys()).hasSizeLessThanOrEqualTo(7);
    while (page.nextCursor().isPresent()) {
      page = storage.listKeys(query.after(page.nextCursor().get()));
      assertThat(page.keys()).hasSizeLessThanOrEqualTo(7);
    }
  }

  @Test
  void pagesOfAPrefix_returnEachKeyOnce() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    List<CacheKey> keys = saved(30);
    save(key("aaa/1"), "before");
    save(key("zzz/1"), "after");
    assertThat(listed(ALL.withPrefix("many").withPageSize(7)))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void pagesOfATag_returnEachKeyOnce() {
    if (lacks(Capability.LISTING) || lacks(Capability.TAGS)) {
      return;
    }
    saved(30);
    List<CacheKey> tagged = keys(20);
    tagged.forEach(key -> save(key, "value", DEFAULTS.withTags("red")));
    assertThat(listed(ALL.withTag("red").withPageSize(7)))
        .containsExactlyInAnyOrderElementsOf(tagged);
  }

  @Test
  void sameCursorAgain_goesOnFromTheSamePlace() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saved(20);
    KeyQuery query = ALL.withPageSize(5);
    KeyQuery second = query.after(storage.listKeys(query).nextCursor().orElseThrow());
    List<CacheKey> once = storage.listKeys(second).keys();
    listed(second);
    assertThat(storage.listKeys(second).keys()).containsExactlyElementsOf(once);
  }

  @Test
  void cursorAtADeletedKey_missesNoOther() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    List<CacheKey> keys = saved(20);
    KeyQuery query = ALL.withPageSize(5);
    KeyPage first = storage.listKeys(query);
    storage.deleteAll(first.keys());
    List<CacheKey> rest = listed(query.after(first.nextCursor().orElseThrow()));
    assertThat(rest)
        .containsExactlyInAnyOrderElementsOf(
            keys.stream().filter(key -> !first.keys().contains(key)).toList());
  }

  @Test
  void inventedCursor_isIllegal() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saved(3);
    assertThatThrownBy(() -> storage.listKeys(ALL.after("no such cursor ☃")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cursorOfAnotherNamespace_isIllegal() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saved(3);
    String cursor = storage.listKeys(ALL.withPageSize(1)).nextCursor().orElseThrow();
    KeyQuery other = KeyQuery.in(Namespace.of("other")).withPageSize(1).after(cursor);
    assertThatThrownBy(() -> storage.listKeys(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag(MANY_THREADS)
  void stableKeys_areListedOnceWhileOthersComeAndGo() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    List<CacheKey> stable = saved(200);
    AtomicBoolean listedAll = new AtomicBoolean();
    Race.runAll(
        List.of(
            () -> comeAndGo("many/0", listedAll),
            () -> comeAndGo("zzz", listedAll),
            () -> {
              try {
                for (int i = 0; i < kit.rounds() / 15; i++) {
                  assertStableListedOnce(stable);
                }
              } finally {
                listedAll.set(true);
              }
              return 0;
            }));
  }

  private void assertStableListedOnce(List<CacheKey> stable) {
    Throwable failure =
        catchThrowable(
            () -> {
              List<CacheKey> seen = listed(ALL.withPageSize(9));
              assertThat(seen.stream().filter(stable::contains))
                  .containsExactlyInAnyOrderElementsOf(stable);
            });
    // A cursor that no longer works says so; what it may not do is leave keys out.
    if (!(failure instanceof CacheException)) {
      assertThat(failure).isNull();
    }
  }

  private int comeAndGo(String prefix, AtomicBoolean end) {
    int writes = 0;
    while (!end.get()) {
      CacheKey key = key(prefix + "/" + writes % 50);
      save(key, "comes");
      storage.delete(key);
      writes++;
    }
    return writes;
  }
}
