package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.KeyQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group: every legal key is a key of its own, whatever it looks like. */
abstract class KeysContract extends ContractGroup {

  KeysContract(StorageContractTest kit) {
    super(kit);
  }

  @Test
  void pathLikeNames_areTakenLiterally() {
    assertDistinct(
        "con",
        "nul",
        "aux.txt",
        "C:",
        "C:\\temp",
        "a.b",
        ".hidden",
        "...",
        "a/...",
        "~",
        "-",
        "-rf");
  }

  @Test
  void escapesAndQuotes_areTakenLiterally() {
    assertDistinct(
        "%2F",
        "%2f", "a%2Fb", "a/b", "a\\b", "a+b", "a b", "a%20b", "a&b=c", "a?b#c", "'; --", "\"",
        "{a}", "<a>", "a:b", "a|b", "*", "$HOME", "`", "^");
  }

  @Test
  void spaces_areKept() {
    assertDistinct("a", " a", "a ", "a /b", "a/ b", "  ", " ", "a.", "a..");
  }

  @Test
  void lettersOfEitherCase_areDistinct() {
    assertDistinct("name", "Name", "NAME", "straße", "STRASSE", "ı", "i", "İ", "I");
  }

  @Test
  void unicode_isNotNormalized() {
    assertDistinct(
        "é", "e\u0301", "日本語/キー", "עברית", "🙂", "👩‍👩‍👧", "ﬁ", "fi", "\u00a0", "\u200b");
  }

  @Test
  void aKeyAndWhatIsBelow_liveTogether() {
    assertDistinct("t", "t/1", "t/1/2", "t2", "t2/1", "t.1", "t-1");
  }

  @Test
  void longestNames_areDistinctToTheLastCharacter() {
    String stem = "n".repeat(CacheKey.MAX_NAME_LENGTH - 1);
    String wide = "語".repeat(CacheKey.MAX_NAME_LENGTH - 1);
    String deep = "d/".repeat(CacheKey.MAX_NAME_LENGTH / 2 - 1);
    assertDistinct(stem + "a", stem + "b", stem, wide + "a", wide + "b", deep + "a", deep + "b");
  }

  @Test
  void namesOfOneHash_areDistinct() {
    assertDistinct("AaAa", "BBBB", "AaBB", "BBAa");
  }

  @Test
  void sameNameInOtherNamespaces_isAnotherKey() {
    List<CacheKey> keys = new ArrayList<>();
    for (String namespace : List.of("a", "b", "a.b", "a-b", "a_b", "con", "0", "n".repeat(63))) {
      keys.add(CacheKey.of(namespace, "b/c"));
    }
    assertDistinct(keys);
  }

  private void assertDistinct(String... names) {
    assertDistinct(List.of(names).stream().map(ContractGroup::key).toList());
  }

  private void assertDistinct(List<CacheKey> keys) {
    keys.forEach(key -> save(key, "of " + key));
    for (CacheKey key : keys) {
      assertThat(loaded(key)).as("value of " + key).contains("of " + key);
    }
    if (declares(Capability.LISTING)) {
      List<CacheKey> listed = new ArrayList<>();
      keys.stream()
          .map(CacheKey::namespace)
          .distinct()
          .forEach(namespace -> listed.addAll(listed(KeyQuery.in(namespace))));
      assertThat(listed).containsExactlyInAnyOrderElementsOf(keys);
    }
    for (CacheKey key : keys) {
      assertThat(storage.delete(key)).as("there is still " + key).isTrue();
    }
  }
}
