package dev.larder.disk;

import dev.larder.storage.CacheKey;
import java.util.List;

/**
 * What a {@link DiskStorage#verify} found.
 *
 * @param entries how many entries it read, every byte of them
 * @param damaged the keys of those that cannot be read back
 * @param damagedStretches stretches of segments, met since the storage was opened, that are no
 *     records: what they held is not known
 * @param damagedHints hint files, by which a segment is opened fast, that do not say what is in the
 *     segment: no entry is lost with them
 */
public record VerifyReport(
    long entries, List<CacheKey> damaged, long damagedStretches, int damagedHints) {

  /** Keeps a copy of the keys. */
  public VerifyReport {
    damaged = List.copyOf(damaged);
  }

  /** Returns whether nothing is damaged. */
  public boolean isOk() {
    return damaged.isEmpty() && damagedStretches == 0 && damagedHints == 0;
  }
}
