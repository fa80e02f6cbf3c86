package dev.larder.memory;

import dev.larder.storage.CacheKey;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Pages of keys in the order of their hash codes, which is the same however the table changes. A
 * cursor is the last key that was handed out, so it never expires and nothing has to be kept for
 * it.
 *
 * <p>The first page looks at all entries and sorts the keys that it selects. Those are kept for the
 * pages that follow, for the last few queries and as long as there is memory; a page that finds
 * them gone selects and sorts again what is left. Keys selected at any time after a listing began
 * are good enough to go on with it: whatever is there from its first page to its last is among
 * them.
 */
final class KeyListing {

  private static final int KEPT_QUERIES = 4;

  private static final Comparator<CacheKey> ORDER =
      Comparator.comparingInt(CacheKey::hashCode).thenComparing(Comparator.naturalOrder());

  private record Selection(String namespace, @Nullable String prefix, @Nullable String tag) {
    static Selection of(KeyQuery query) {
      return new Selection(
          query.namespace().value(), query.prefix().orElse(null), query.tag().orElse(null));
    }
  }

  private static final class LastFew extends LinkedHashMap<Selection, SoftReference<CacheKey[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Selection, SoftReference<CacheKey[]>> eldest) {
      return size() > KEPT_QUERIES;
    }
  }

  private final BoundedEntries entries;
  private final int salt = ThreadLocalRandom.current().nextInt();
  private final Map<Selection, SoftReference<CacheKey[]>> kept = new LastFew();

  KeyListing(BoundedEntries entries) {
    this.entries = entries;
  }

  /**
   * Returns the page.
   *
   * @throws IllegalArgumentException if the cursor is not one of this listing's for such a query
   */
  KeyPage page(KeyQuery query) {
    Selection selection = Selection.of(query);
    CacheKey after = query.cursor().map(cursor -> lastKey(selection, query, cursor)).orElse(null);
    CacheKey[] keys = after == null ? null : keptFor(selection);
    if (keys == null) {
      keys = select(query);
      keep(selection, keys);
    }
    int from = after == null ? 0 : positionAfter(keys, after);
    List<CacheKey> page = new ArrayList<>(Math.min(query.pageSize(), keys.length - from));
    int to = from;
    for (; to < keys.length && page.size() < query.pageSize(); to++) {
      if (isSelected(query, keys[to])) {
        page.add(keys[to]);
      }
    }
    if (to == keys.length) {
      drop(selection, keys);
      return new KeyPage(page, Optional.empty());
    }
    return new KeyPage(page, Optional.of(cursor(selection, keys[to - 1])));
  }

  /** Forgets what was kept. */
  void clear() {
    synchronized (kept) {
      kept.clear();
    }
  }

  private CacheKey[] select(KeyQuery query) {
    List<CacheKey> selected = new ArrayList<>();
    entries.forEach(
        (key, entry) -> {
          if (query.selects(key, tags(entry))) {
            selected.add(key);
          }
        });
    CacheKey[] keys = selected.toArray(new CacheKey[0]);
    Arrays.sort(keys, ORDER);
    return keys;
  }

  private boolean isSelected(KeyQuery query, CacheKey key) {
    MemoryEntry entry = entries.peek(key);
    return entry != null && query.selects(key, tags(entry));
  }

  private static Set<String> tags(MemoryEntry entry) {
    return entry.labels() == null ? Set.of() : entry.labels().tags();
  }

  private static int positionAfter(CacheKey[] keys, CacheKey last) {
    int position = Arrays.binarySearch(keys, last, ORDER);
    return position >= 0 ? position + 1 : -position - 1;
  }

  private CacheKey @Nullable [] keptFor(Selection selection) {
    synchronized (kept) {
      SoftReference<CacheKey[]> reference = kept.get(selection);
      return reference == null ? null : reference.get();
    }
  }

  private void keep(Selection selection, CacheKey[] keys) {
    synchronized (kept) {
      kept.put(selection, new SoftReference<>(keys));
    }
  }

  private void drop(Selection selection, CacheKey[] keys) {
    synchronized (kept) {
      SoftReference<CacheKey[]> reference = kept.get(selection);
      if (reference != null && reference.refersTo(keys)) {
        kept.remove(selection);
      }
    }
  }

  /** Returns the name with a seal, by which a cursor of another query or storage is told. */
  private String cursor(Selection selection, CacheKey last) {
    return Integer.toHexString(seal(selection, last.name())) + ":" + last.name();
  }

  private CacheKey lastKey(Selection selection, KeyQuery query, String cursor) {
    int colon = cursor.indexOf(':');
    String name = cursor.substring(colon + 1);
    boolean sealed =
        colon > 0 && cursor.substring(0, colon).equals(Integer.toHexString(seal(selection, name)));
    if (!sealed) {
      throw new IllegalArgumentException(
          "cursor must be one that this storage returned for the same namespace, prefix and tag");
    }
    return CacheKey.of(query.namespace(), name);
  }

  private int seal(Selection selection, String name) {
    int seal = 31 * selection.hashCode() + name.hashCode();
    // Spreads the salt over all bits: without, near names would have near seals.
    return (seal ^ salt) * 0x9E3779B1;
  }
}
