package dev.larder.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Group: saveAll, loadAll and deleteAll. */
abstract class BatchContract extends ContractGroup {

  private static final CacheKey A = key("a");
  private static final CacheKey B = key("b");
  private static final CacheKey C = key("c");

  BatchContract(StorageContractTest kit) {
    super(kit);
  }

  private static SaveRequest request(CacheKey key, String value) {
    return SaveRequest.of(key, text(value));
  }

  @Test
  void saveAll_savesEach() {
    CacheKey other = CacheKey.of("other", "a");
    storage.saveAll(List.of(request(A, "1"), request(B, "2"), request(other, "3")));
    assertThat(loaded(A)).contains("1");
    assertThat(loaded(B)).contains("2");
    assertThat(loaded(other)).contains("3");
  }

  @Test
  void saveAll_replaces() {
    save(A, "old");
    storage.saveAll(List.of(request(A, "new")));
    assertThat(loaded(A)).contains("new");
  }

  @Test
  void saveAll_returnsMetadataOfEach() {
    Map<CacheKey, EntryMetadata> saved = storage.saveAll(List.of(request(A, "1"), request(B, "2")));
    Map<CacheKey, EntryMetadata> found = new LinkedHashMap<>();
    storage.loadAll(List.of(A, B)).forEach((key, entry) -> found.put(key, entry.metadata()));
    assertThat(saved).containsExactlyInAnyOrderEntriesOf(found).hasSize(2);
  }

  @Test
  void saveAll_lastOfDuplicatesCounts() {
    Map<CacheKey, EntryMetadata> saved =
        storage.saveAll(List.of(request(A, "first"), request(B, "other"), request(A, "last")));
    assertThat(saved).containsOnlyKeys(A, B);
    assertThat(loaded(A)).contains("last");
    assertThat(storage.stat(A)).contains(saved.get(A));
  }

  @Test
  void saveAll_onlyLastOfDuplicatesIsTried() {
    storage = opened(setup().withMaxValueSize(SizeContract.LIMIT));
    SaveRequest tooLarge = SaveRequest.of(A, noise(4 * SizeContract.LIMIT));
    Map<CacheKey, EntryMetadata> saved = storage.saveAll(List.of(tooLarge, request(A, "last")));
    assertThat(saved).containsOnlyKeys(A);
    assertThat(loaded(A)).contains("last");
  }

  @Test
  void saveAll_ofNothingIsNothing() {
    assertThat(storage.saveAll(List.of())).isEmpty();
  }

  @Test
  void saveAll_thatFailsInPartSavesTheRest() {
    if (lacks(Capability.CONDITIONAL_SAVE)) {
      return;
    }
    save(B, "old");
    BatchException failure = failedSaveAll();
    assertThat(failure.failures()).containsOnlyKeys(B);
    assertThat(loaded(A)).contains("1");
    assertThat(loaded(B)).contains("old");
    assertThat(loaded(C)).contains("3");
  }

  @Test
  void saveAll_thatFailsInPartTellsTheCauses() {
    if (lacks(Capability.CONDITIONAL_SAVE)) {
      return;
    }
    save(B, "old");
    BatchException failure = failedSaveAll();
    assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertDescribed(failure, "saveAll", null);
    CacheException cause = requireNonNull(failure.failures().get(B));
    assertThat(cause.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertDescribed(cause, "saveAll", B);
  }

  private BatchException failedSaveAll() {
    SaveRequest refused = new SaveRequest(B, text("2"), DEFAULTS.onlyIfAbsent());
    CacheException failure =
        refusal(() -> storage.saveAll(List.of(request(A, "1"), refused, request(C, "3"))));
    assertThat(failure).isInstanceOf(BatchException.class);
    return (BatchException) failure;
  }

  @Test
  void saveAll_savesWhatIsNotTooLarge() {
    storage = opened(setup().withMaxValueSize(SizeContract.LIMIT));
    save(B, "old");
    long limit = storage.info().maxValueSize();
    SaveRequest tooLarge =
        SaveRequest.of(B, noise((int) Math.min(2 * limit, 2 * SizeContract.TESTABLE)));
    if (limit > SizeContract.TESTABLE) {
      assertThat(storage.saveAll(List.of(request(A, "1"), tooLarge))).containsOnlyKeys(A, B);
      return;
    }
    CacheException failure =
        refusal(() -> storage.saveAll(List.of(request(A, "1"), tooLarge, request(C, "3"))));
    assertThat(failure.code()).isEqualTo(Code.TOO_LARGE);
    assertThat(((BatchException) failure).failures()).containsOnlyKeys(B);
    assertThat(loaded(A)).contains("1");
    assertThat(loaded(B)).contains("old");
    assertThat(loaded(C)).contains("3");
  }

  @Test
  void loadAll_returnsEntriesOfTheirKeys() {
    save(A, "1");
    save(B, "2");
    Map<CacheKey, Entry> loaded = storage.loadAll(List.of(B, A));
    assertThat(loaded).containsOnlyKeys(A, B);
    assertThat(loaded.get(A)).extracting(e -> e.value().toText()).isEqualTo("1");
    assertThat(loaded.get(B)).extracting(e -> e.value().toText()).isEqualTo("2");
    assertThat(loaded.get(B)).extracting(Entry::metadata).isEqualTo(storage.stat(B).orElseThrow());
  }

  @Test
  void loadAll_leavesMissingKeysOut() {
    save(A, "1");
    assertThat(storage.loadAll(List.of(A, B))).containsOnlyKeys(A);
    assertThat(storage.loadAll(List.of(B, C))).isEmpty();
  }

  @Test
  void loadAll_takesDuplicates() {
    save(A, "1");
    assertThat(storage.loadAll(List.of(A, B, A, B))).containsOnlyKeys(A);
  }

  @Test
  void loadAll_ofNothingIsNothing() {
    save(A, "1");
    assertThat(storage.loadAll(List.of())).isEmpty();
  }

  @Test
  void deleteAll_countsThoseThatWereThere() {
    save(A, "1");
    save(C, "3");
    assertThat(storage.deleteAll(List.of(A, B, C))).isEqualTo(2);
    assertThat(storage.loadAll(List.of(A, B, C))).isEmpty();
  }

  @Test
  void deleteAll_leavesOthers() {
    save(A, "1");
    save(B, "2");
    storage.deleteAll(List.of(A));
    assertThat(loaded(B)).contains("2");
  }

  @Test
  void deleteAll_countsDuplicatesOnce() {
    save(A, "1");
    assertThat(storage.deleteAll(List.of(A, A))).isEqualTo(1);
  }

  @Test
  void deleteAll_ofNothingIsNothing() {
    save(A, "1");
    assertThat(storage.deleteAll(List.of())).isZero();
    assertThat(storage.exists(A)).isTrue();
  }

  @Test
  void aThousandKeys_areOneBatch() {
    List<CacheKey> keys = keys(1_000);
    storage.saveAll(keys.stream().map(key -> request(key, "of " + key)).toList());
    Map<CacheKey, Entry> loaded = storage.loadAll(keys);
    assertThat(loaded).hasSize(1_000);
    loaded.forEach((key, entry) -> assertThat(entry.value().toText()).isEqualTo("of " + key));
    assertThat(storage.deleteAll(keys)).isEqualTo(1_000);
  }
}
