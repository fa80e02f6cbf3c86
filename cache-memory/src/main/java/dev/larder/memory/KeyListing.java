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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Pages of keys in the order of their hash codes, which is the same however the table changes. A
 * cursor is the last key that was handed out and the number of the listing, so it never expires and
 * nothing has to be kept for it.
 *
 * <p>The first page looks at all entries and sorts the keys that it selects. Those are kept for the
 * pages that follow, for the last few queries and as long as there is memory; a page that finds
 * them gone selects and sorts again what is left. Keys selected at any time after a listing began
 * are good enough to go on with it: whatever is there from its first page to its last is among
 * them. Numbers tell which those are; each selecting draws one as it begins.
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

  /** The keys in their order, and the number that was drawn before the first was looked at. */
  private static final class Selected {
    final long number;
    final CacheKey[] keys;

    Selected(long number, CacheKey[] keys) {
      this.number = number;
      this.keys = keys;
    }
  }

  private record Kept(long number, SoftReference<Selected> selected) {}

  /** Where a listing goes on: the number of its first page, and the last key of its latest. */
  private record Position(long listing, CacheKey last) {}

  private static final class LastFew extends LinkedHashMap<Selection, Kept> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Selection, Kept> eldest) {
      return size() > KEPT_QUERIES;
    }
  }

  private final BoundedEntries entries;
  private final int salt = ThreadLocalRandom.current().nextInt();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Selection, Kept> kept = new LastFew();
  private boolean closed;

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
    Position after = query.cursor().map(cursor -> position(selection, query, cursor)).orElse(null);
    Selected selected = after == null ? null : keptFor(selection, after.listing());
    if (selected == null) {
      selected = select(query);
      keep(selection, selected);
    }
    CacheKey[] keys = selected.keys;
    int from = after == null ? 0 : positionAfter(keys, after.last());
    List<CacheKey> page = new ArrayList<>(Math.min(query.pageSize(), keys.length - from));
    int to = from;
    for (; to < keys.length && page.size() < query.pageSize(); to++) {
      if (isSelected(query, keys[to])) {
        page.add(keys[to]);
      }
    }
    if (to == keys.length) {
      drop(selection, selected);
      return new KeyPage(page, Optional.empty());
    }
    long listing = after == null ? selected.number : after.listing();
    return new KeyPage(page, Optional.of(cursor(selection, new Position(listing, keys[to - 1]))));
  }

  /** Forgets what was kept, and keeps nothing from now on. */
  void close() {
    synchronized (kept) {
      closed = true;
      kept.clear();
    }
  }

  private Selected select(KeyQuery query) {
    long number = numbers.incrementAndGet();
    List<CacheKey> selected = new ArrayList<>();
    entries.forEach(
        (key, entry) -> {
          if (query.selects(key, tags(entry))) {
            selected.add(key);
          }
        });
    CacheKey[] keys = selected.toArray(new CacheKey[0]);
    Arrays.sort(keys, ORDER);
    return new Selected(number, keys);
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

  /** Returns keys that were selected no earlier than the first page of that listing, or null. */
  private @Nullable Selected keptFor(Selection selection, long listing) {
    synchronized (kept) {
      Kept present = kept.get(selection);
      return present == null || present.number() < listing ? null : present.selected().get();
    }
  }

  /** Keeps the keys, unless others are kept that were selected later: those serve more listings. */
  private void keep(Selection selection, Selected selected) {
    synchronized (kept) {
      Kept present = kept.get(selection);
      if (!closed && (present == null || present.number() < selected.number)) {
        kept.put(selection, new Kept(selected.number, new SoftReference<>(selected)));
      }
    }
  }

  private void drop(Selection selection, Selected selected) {
    synchronized (kept) {
      Kept present = kept.get(selection);
      if (present != null && present.number() == selected.number) {
        kept.remove(selection);
      }
    }
  }

  /** Returns the position with a seal, by which a cursor of another query or storage is told. */
  private String cursor(Selection selection, Position position) {
    String text = Long.toHexString(position.listing()) + ":" + position.last().name();
    return Integer.toHexString(seal(selection, text)) + ":" + text;
  }

  private Position position(Selection selection, KeyQuery query, String cursor) {
    int seal = cursor.indexOf(':');
    String text = cursor.substring(seal + 1);
    int colon = text.indexOf(':');
    boolean sealed =
        colon > 0 && cursor.equals(Integer.toHexString(seal(selection, text)) + ":" + text);
    if (!sealed) {
      throw query.illegalCursor();
    }
    long listing = Long.parseLong(text.substring(0, colon), 16);
    return new Position(listing, CacheKey.of(query.namespace(), text.substring(colon + 1)));
  }

  private int seal(Selection selection, String text) {
    int seal = 31 * selection.hashCode() + text.hashCode();
    // Spreads the salt over all bits: without, near names would have near seals.
    return (seal ^ salt) * 0x9E3779B1;
  }
}
