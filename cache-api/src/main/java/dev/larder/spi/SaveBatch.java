package dev.larder.spi;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The requests of a {@code saveAll}: each is prepared by itself, then all that passed are saved.
 */
final class SaveBatch {

  private final Map<CacheKey, SaveRequest> requests = new LinkedHashMap<>();

  /** Takes the last request of each key. */
  SaveBatch(Collection<SaveRequest> requests) {
    requests.forEach(request -> this.requests.put(request.key(), request));
  }

  Collection<SaveRequest> requests() {
    return requests.values();
  }

  /**
   * Saves what can be prepared.
   *
   * @throws BatchException if some could not be prepared or saved
   */
  Map<CacheKey, EntryMetadata> save(
      UnaryOperator<SaveRequest> prepare,
      Function<Collection<SaveRequest>, Map<CacheKey, EntryMetadata>> saveAll) {
    List<SaveRequest> ready = new ArrayList<>(requests.size());
    Batch<SaveRequest> batch = new Batch<>("saveAll", requests(), SaveRequest::key);
    Map<CacheKey, CacheException> failures =
        batch.failures(request -> ready.add(prepare.apply(request)));
    Map<CacheKey, EntryMetadata> saved = Map.of();
    try {
      saved = saveAll.apply(ready);
    } catch (BatchException partly) {
      failures.putAll(partly.failures());
    } catch (RuntimeException whole) {
      if (failures.isEmpty()) {
        throw whole;
      }
      // What is known of the others must not be lost.
      ready.forEach(r -> failures.put(r.key(), StorageEvents.describe("saveAll", r.key(), whole)));
    }
    batch.throwIfAny(failures, requests.size() - failures.size());
    return saved;
  }
}
