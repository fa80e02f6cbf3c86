package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.RecordMap.Bit;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bits of a large store that are turned around at random, while it is closed and while it is open.
 */
final class RandomBitsTest {

  private static final int FLIPS = 4_000;
  private static final int FLIPS_SOAK = 100_000;
  private static final int AT_REST = 8;
  private static final int WHILE_OPEN = 192;
  private static final int ENTRIES = 1_500;

  @TempDir(factory = MemoryDirectory.class)
  Path root;

  private final FakeClock clock = new FakeClock();
  private final long seed = Seeds.next(this);
  private final Random random = new Random(seed);
  private final Map<CacheKey, Blob> saved = new TreeMap<>();
  private final Set<CacheKey> deleted = new HashSet<>();

  /** The keys of records that were damaged and not saved anew. */
  private final Set<CacheKey> hit = new HashSet<>();

  private DiskStorage open() {
    return DiskStorage.open(
        Stores.config(root, clock).sync(SyncPolicy.NONE).largeValue(4000).build(),
        FaultyMedium.unsynced());
  }

  private static CacheKey key(int number) {
    return Stores.key("a-key-of-thirty-nine-characters-" + (1_000_000 + number));
  }

  private void save(DiskStorage storage, CacheKey key) {
    byte[] bytes = new byte[random.nextInt(100) == 0 ? 5000 : random.nextInt(800)];
    random.nextBytes(bytes);
    // A value that ends as a hole does.
    Arrays.fill(bytes, bytes.length - bytes.length / 4, bytes.length, (byte) 0);
    Blob value = Blob.wrap(bytes);
    storage.save(key, value, SaveOptions.defaults());
    saved.put(key, value);
    hit.remove(key);
  }

  /** Saves, overwrites and deletes. */
  private void fill() {
    try (DiskStorage storage = open()) {
      for (int i = 0; i < 2 * ENTRIES; i++) {
        save(storage, key(random.nextInt(ENTRIES)));
      }
      for (int i = 0; i < ENTRIES / 20; i++) {
        CacheKey key = key(random.nextInt(ENTRIES));
        storage.delete(key);
        saved.remove(key);
        deleted.add(key);
      }
    }
  }

  @Test
  void anyBit_costsAnEntryAtTheMost() throws IOException {
    fill();
    int flips = Seeds.times("larder.flips", FLIPS, FLIPS_SOAK);
    for (int done = 0; done < flips; done += AT_REST + WHILE_OPEN) {
      String what = "seed " + seed + ", flip " + done;
      flipAtRest();
      try (DiskStorage storage = open()) {
        check(storage, what);
        flipWhileOpen(storage, what);
      }
      try (DiskStorage storage = open()) {
        check(storage, what + ", opened again");
      }
    }
  }

  /** One in a record at the most: with two wrong bits nobody knows whose record it was. */
  private void flipAtRest() throws IOException {
    RecordMap map = new RecordMap(root).withLargeValues();
    for (int i = 0; i < AT_REST; i++) {
      Bit bit = map.any(random);
      if (bit.key().isEmpty() || hit.add(bit.key().orElseThrow())) {
        Bits.flip(bit.file(), bit.bit());
      }
    }
  }

  private void check(DiskStorage storage, String what) {
    assertThat(storage.listKeys(KeyQuery.in(Namespace.of("t"))).keys())
        .as(what)
        .allMatch(saved::containsKey);
    for (CacheKey key : deleted) {
      assertThat(storage.exists(key)).as(what + ": " + key).isFalse();
    }
    for (CacheKey key : Set.copyOf(saved.keySet())) {
      if (!isThere(storage, key, what)) {
        assertThat(hit).as(what + ": missing").contains(key);
        save(storage, key);
      }
    }
  }

  /** Returns whether there is an entry; it must be the right one. */
  private boolean isThere(DiskStorage storage, CacheKey key, String what) {
    Entry entry = storage.load(key).orElse(null);
    if (entry == null) {
      return false;
    }
    assertThat(entry.value().equals(saved.get(key))).as(what + ": " + key).isTrue();
    assertThat(entry.metadata().size()).as(what).isEqualTo(saved.get(key).size());
    return true;
  }

  /** Files of large values are left out: once they are checked they are trusted. */
  private void flipWhileOpen(DiskStorage storage, String what) throws IOException {
    RecordMap map = new RecordMap(root);
    for (int i = 0; i < WHILE_OPEN; i++) {
      Bit bit = map.any(random);
      CacheKey key = bit.key().orElse(null);
      if (key == null || !saved.containsKey(key)) {
        continue;
      }
      int before = Bits.set(bit.file(), bit.bit(), -1);
      if (i % 32 == 0) {
        storage.verify(true);
      }
      if (!isThere(storage, key, what + ", bit " + bit)) {
        save(storage, key);
      }
      // It may have been mended.
      Bits.set(bit.file(), bit.bit(), before);
      assertThat(isThere(storage, key, what + ", bit put back " + bit)).isTrue();
    }
  }
}
