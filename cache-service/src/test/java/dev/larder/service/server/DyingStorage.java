package dev.larder.service.server;

import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A storage that does so many more writes, and then none: what is left is what a process leaves
 * that was killed. Batches are written in any order, as the contract allows.
 */
final class DyingStorage extends ForwardingStorage {

  private final Storage inner;
  private final Random random;
  private int writesLeft;

  DyingStorage(Storage inner, int writesLeft, long seed) {
    this.inner = inner;
    this.writesLeft = writesLeft;
    this.random = new Random(seed);
  }

  /** Returns how many writes it would still have done. */
  int writesLeft() {
    return writesLeft;
  }

  @Override
  protected Storage delegate() {
    return inner;
  }

  private Storage alive(String operation, CacheKey key) {
    if (writesLeft-- <= 0) {
      writesLeft = 0;
      throw new CacheException(Code.UNAVAILABLE, operation, key, "dead");
    }
    return inner;
  }

  @Override
  public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    return alive("save", key).save(key, value, options);
  }

  @Override
  public Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
    List<SaveRequest> shuffled = new ArrayList<>(requests);
    Collections.shuffle(shuffled, random);
    Map<CacheKey, EntryMetadata> saved = new HashMap<>();
    for (SaveRequest each : shuffled) {
      saved.put(each.key(), save(each.key(), each.value(), each.options()));
    }
    return saved;
  }

  @Override
  public boolean delete(CacheKey key) {
    return alive("delete", key).delete(key);
  }

  @Override
  public BlobWriter openWrite(CacheKey key, SaveOptions options) {
    return alive("openWrite", key).openWrite(key, options);
  }

  /** Leaves the inner storage open: it is what comes after. */
  @Override
  public void close() {}
}
