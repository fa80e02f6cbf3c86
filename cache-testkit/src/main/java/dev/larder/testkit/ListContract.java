package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group: listKeys, as to what is selected. */
abstract class ListContract extends ContractGroup {

  private static final KeyQuery ALL = KeyQuery.in(NAMESPACE);

  ListContract(StorageContractTest kit) {
    super(kit);
  }

  private void saveAll(String... names) {
    for (String name : names) {
      save(key(name), name);
    }
  }

  private List<String> names(KeyQuery query) {
    return listed(query).stream().map(CacheKey::name).toList();
  }

  @Test
  void nothing_isOneEmptyPage() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    KeyPage page = storage.listKeys(ALL);
    assertThat(page.keys()).isEmpty();
    assertThat(page.nextCursor()).isEmpty();
  }

  @Test
  void everyKey_isListedOnce() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saveAll("a", "a/b", "a/b/c", "b", "ä", "🙂");
    save(key("a"), "again");
    assertThat(names(ALL)).containsExactlyInAnyOrder("a", "a/b", "a/b/c", "b", "ä", "🙂");
  }

  @Test
  void deletedKey_isNotListed() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saveAll("a", "b");
    storage.delete(key("a"));
    assertThat(names(ALL)).containsExactly("b");
  }

  @Test
  void otherNamespace_isNotListed() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saveAll("a");
    save(CacheKey.of("kit2", "a"), "other");
    save(CacheKey.of("ki", "t/a"), "other");
    save(CacheKey.of("kit.x", "a"), "other");
    assertThat(listed(ALL)).containsExactly(key("a"));
  }

  @Test
  void prefix_selectsWhatIsBelow() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saveAll("t/1", "t/a/b", "x/t/1", "T/1");
    assertThat(names(ALL.withPrefix("t"))).containsExactlyInAnyOrder("t/1", "t/a/b");
    assertThat(names(ALL.withPrefix("t/"))).containsExactlyInAnyOrder("t/1", "t/a/b");
    assertThat(names(ALL.withPrefix("t/a"))).containsExactly("t/a/b");
  }

  @Test
  void prefix_neverSelectsLongerNames() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saveAll("t", "t2", "t2/1", "t.x", "t-1", "t/1");
    assertThat(names(ALL.withPrefix("t"))).containsExactly("t/1");
  }

  @Test
  void prefixOfOddCharacters_isTakenLiterally() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    List<String> odd =
        List.of("%", "_", "*", "?", "[a]", ".*", "\\", "'", "\"", "%2F", "a b", "🙂");
    saveAll("x/1", "a/1");
    for (String part : odd) {
      saveAll(part + "/1");
    }
    for (String part : odd) {
      assertThat(names(ALL.withPrefix(part))).containsExactly(part + "/1");
    }
  }

  @Test
  void prefixOfNothing_isEmpty() {
    if (lacks(Capability.LISTING)) {
      return;
    }
    saveAll("a/1");
    assertThat(names(ALL.withPrefix("b"))).isEmpty();
  }

  @Test
  void tag_selectsThoseThatHaveIt() {
    if (lacks(Capability.LISTING) || lacks(Capability.TAGS)) {
      return;
    }
    save(key("one"), "1", DEFAULTS.withTags("red"));
    save(key("two"), "2", DEFAULTS.withTags("red", "blue"));
    save(key("three"), "3", DEFAULTS.withTags("reddish"));
    save(key("none"), "0");
    save(CacheKey.of("other", "one"), "1", DEFAULTS.withTags("red"));
    assertThat(names(ALL.withTag("red"))).containsExactlyInAnyOrder("one", "two");
    assertThat(names(ALL.withTag("blue"))).containsExactly("two");
    assertThat(names(ALL.withTag("Red"))).isEmpty();
  }

  @Test
  void tagAndPrefix_selectWhatHasBoth() {
    if (lacks(Capability.LISTING) || lacks(Capability.TAGS)) {
      return;
    }
    save(key("a/tagged"), "1", DEFAULTS.withTags("red"));
    save(key("a/plain"), "2");
    save(key("b/tagged"), "3", DEFAULTS.withTags("red"));
    assertThat(names(ALL.withTag("red").withPrefix("a"))).containsExactly("a/tagged");
  }

  @Test
  void overwrittenTags_areForgotten() {
    if (lacks(Capability.LISTING) || lacks(Capability.TAGS)) {
      return;
    }
    save(KEY, "old", DEFAULTS.withTags("red"));
    save(KEY, "new", DEFAULTS.withTags("blue"));
    assertThat(listed(ALL.withTag("red"))).isEmpty();
    assertThat(listed(ALL.withTag("blue"))).containsExactly(KEY);
  }

  @Test
  void tagOfDeletedEntry_isForgotten() {
    if (lacks(Capability.LISTING) || lacks(Capability.TAGS)) {
      return;
    }
    save(KEY, "old", DEFAULTS.withTags("red"));
    storage.delete(KEY);
    assertThat(listed(ALL.withTag("red"))).isEmpty();
    save(KEY, "new");
    assertThat(listed(ALL.withTag("red"))).isEmpty();
  }
}
