package dev.larder.storage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param keys the keys, in the storage's own order; possibly none although more pages follow
 * @param nextCursor what to hand to {@link KeyQuery#after} for the next page; empty on the last
 */
public record KeyPage(List<CacheKey> keys, Optional<String> nextCursor) {

  /** Keeps a copy of the keys. */
  public KeyPage {
    keys = List.copyOf(Objects.requireNonNull(keys, "keys"));
    Objects.requireNonNull(nextCursor, "nextCursor");
  }
}
