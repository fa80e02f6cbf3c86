package dev.larder.disk;

import java.io.IOException;

/**
 * What a {@link DiskStorage} takes, of all processes, and what this process did there since it
 * opened the directory, at one moment. Hits, misses and evictions are in {@link
 * DiskStorage#stats()}.
 *
 * @param entries entries that are alive, of all processes
 * @param liveBytes what they take, in records and files of their own
 * @param deadBytes what records take that compaction can give back, or will later
 * @param segments files of small values
 * @param largeFiles files of large values
 * @param records how many records this process wrote: one for each entry saved or removed
 * @param syncs how often it brought records to the medium
 * @param sharedSyncs how many saves and removals waited for the sync of another instead of their
 *     own; with {@link SyncPolicy#BATCH} alone
 */
public record DiskUsage(
    long entries,
    long liveBytes,
    long deadBytes,
    long segments,
    long largeFiles,
    long records,
    long syncs,
    long sharedSyncs) {

  /** Returns how many files hold entries: segments and large values. */
  public long files() {
    return segments + largeFiles;
  }

  static DiskUsage of(Engine engine) throws IOException {
    engine.publications.catchUp();
    Tally.Totals now = engine.index.totals();
    return new DiskUsage(
        now.entries(),
        now.bytes(),
        now.stored() - now.live(),
        engine.segments().size(),
        now.files(),
        engine.appender.appends.sum(),
        engine.appender.syncs.sum(),
        engine.appender.sharedSyncs.sum());
  }
}
