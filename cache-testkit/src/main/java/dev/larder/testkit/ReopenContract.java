package dev.larder.testkit;

import static dev.larder.testkit.ContractGroup.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group: closed and opened again. */
abstract class ReopenContract extends PersistenceGroup {

  ReopenContract(PersistenceContractTest kit) {
    super(kit);
  }

  @Test
  void storage_saysThatItIsPersistent() {
    assertThat(storage.info().isPersistent()).isTrue();
  }

  @Test
  void savedEntry_isThere() {
    save(KEY, "value");
    reopen();
    assertLoaded(KEY, "value");
    assertThat(storage.exists(KEY)).isTrue();
  }

  @Test
  void largeValue_isThere() {
    storage.save(KEY, ContractGroup.noise(3_000_000), DEFAULTS);
    reopen();
    Blob loaded = storage.load(KEY).orElseThrow().value();
    assertThat(loaded.equals(ContractGroup.noise(3_000_000))).isTrue();
  }

  @Test
  void metadata_isTheSame() {
    SaveOptions options = DEFAULTS;
    if (storage.info().supports(Capability.ATTRIBUTES)) {
      options = options.withAttribute("who", "日本語 🙂\n");
    }
    if (storage.info().supports(Capability.TAGS)) {
      options = options.withTags("red", "a/b");
    }
    if (storage.info().supports(Capability.TTL)) {
      options = options.withTtl(Duration.ofMillis(12_345_678));
    }
    EntryMetadata saved = storage.save(KEY, Blob.ofText("value"), options);
    reopen();
    assertThat(storage.stat(KEY)).contains(saved);
    assertThat(storage.load(KEY).map(Entry::metadata)).contains(saved);
  }

  @Test
  void overwrittenEntry_isTheLast() {
    save(KEY, "old");
    save(KEY, "new");
    reopen();
    assertLoaded(KEY, "new");
  }

  @Test
  void deletedEntry_staysGone() {
    save(KEY, "value");
    save(key("other"), "other");
    storage.delete(KEY);
    reopen();
    assertThat(storage.load(KEY)).isEmpty();
    assertLoaded(key("other"), "other");
  }

  @Test
  void clearedNamespace_staysEmpty() {
    CacheKey other = CacheKey.of("other", "a");
    save(KEY, "value");
    save(other, "other");
    storage.clear(KEY.namespace());
    reopen();
    assertThat(storage.load(KEY)).isEmpty();
    assertLoaded(other, "other");
  }

  @Test
  void timeToLive_goesOnWhileClosed() {
    if (!storage.info().supports(Capability.TTL)) {
      return;
    }
    SaveOptions hour = DEFAULTS.withTtl(Duration.ofHours(1));
    storage.save(KEY, Blob.ofText("value"), hour);
    storage.close();
    kit.clock().advance(Duration.ofMinutes(59));
    reopen();
    assertLoaded(KEY, "value");
    storage.close();
    kit.clock().advance(Duration.ofMinutes(1));
    reopen();
    assertThat(storage.load(KEY)).isEmpty();
    assertThat(storage.exists(KEY)).isFalse();
  }

  @Test
  void versions_areNotGivenAgain() {
    EntryMetadata before = save(KEY, "value");
    storage.delete(KEY);
    reopen();
    EntryMetadata after = save(KEY, "value");
    assertThat(after.version()).isNotEqualTo(before.version());
  }

  @Test
  void unusualNames_areThere() {
    List<String> names =
        List.of("con", "a.b", "%2F", "-", " a ", "a\\b", "Ä", "🙂", "A", "a", "a/b");
    names.forEach(name -> save(key(name), "of " + name));
    reopen();
    names.forEach(name -> assertLoaded(key(name), "of " + name));
    if (storage.info().supports(Capability.LISTING)) {
      assertThat(storage.listKeys(KeyQuery.in(KEY.namespace())).keys()).hasSameSizeAs(names);
    }
  }
}
