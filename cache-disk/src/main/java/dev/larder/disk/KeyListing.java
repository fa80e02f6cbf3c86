package dev.larder.disk;

import dev.larder.storage.CacheKey;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Pages of keys: stripe by stripe, and in order inside a stripe, which is the same however entries
 * come and go. A cursor is the last key that was handed out, so it never expires and nothing has to
 * be kept for it. A page costs a look at the stripes that it touches, each a 256th of the store.
 */
final class KeyListing {

  private final Engine engine;
  private final int salt = ThreadLocalRandom.current().nextInt();

  KeyListing(Engine engine) {
    this.engine = engine;
  }

  /**
   * Returns the page.
   *
   * @throws IllegalArgumentException if the cursor is not one of this listing's for such a query
   */
  KeyPage page(KeyQuery query) throws IOException {
    engine.publications.catchUp();
    CacheKey after = query.cursor().map(cursor -> lastKey(query, cursor)).orElse(null);
    int first = after == null ? 0 : KeyBytes.of(after).stripe;
    List<CacheKey> page = new ArrayList<>();
    for (int stripe = first; stripe < KeyBytes.STRIPES; stripe++) {
      List<CacheKey> keys = select(query, stripe, stripe == first ? after : null);
      int room = query.pageSize() - page.size();
      page.addAll(keys.subList(0, Math.min(room, keys.size())));
      boolean more = keys.size() > room || stripe < KeyBytes.STRIPES - 1;
      if (page.size() == query.pageSize() && more) {
        CacheKey last = page.get(page.size() - 1);
        return new KeyPage(page, Optional.of(cursor(query, last.name())));
      }
    }
    return new KeyPage(page, Optional.empty());
  }

  private List<CacheKey> select(KeyQuery query, int stripe, @Nullable CacheKey after) {
    List<CacheKey> keys = new ArrayList<>();
    for (StoredRecord record : engine.living(stripe)) {
      CacheKey key = record.key().key();
      boolean wanted = after == null || key.compareTo(after) > 0;
      if (wanted && query.selects(key, tags(query, record))) {
        keys.add(key);
      }
    }
    Collections.sort(keys);
    return keys;
  }

  private static Set<String> tags(KeyQuery query, StoredRecord record) {
    return query.tag().isEmpty() || !record.hasLabels()
        ? Set.of()
        : LabelBytes.parse(record.labels()).tags();
  }

  /** Returns the name with a seal, by which a cursor of another query or storage is told. */
  private String cursor(KeyQuery query, String name) {
    return Integer.toHexString(seal(query, name)) + ":" + name;
  }

  private CacheKey lastKey(KeyQuery query, String cursor) {
    int colon = cursor.indexOf(':');
    String name = cursor.substring(colon + 1);
    boolean sealed =
        colon > 0 && cursor.substring(0, colon).equals(Integer.toHexString(seal(query, name)));
    if (!sealed) {
      throw query.illegalCursor();
    }
    return CacheKey.of(query.namespace(), name);
  }

  private int seal(KeyQuery query, String name) {
    int seal = 31 * query.namespace().value().hashCode() + query.prefix().hashCode();
    seal = 31 * (31 * seal + query.tag().hashCode()) + name.hashCode();
    // Spreads the salt over all bits: without, near names would have near seals.
    return (seal ^ salt) * 0x9E3779B1;
  }
}
