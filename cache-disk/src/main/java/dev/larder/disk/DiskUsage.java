package dev.larder.disk;

import java.io.IOException;

/**
 * What a {@link DiskStorage} takes, and what it did since it was opened, at one moment.
 *
 * @param entries entries that are alive, of all processes
 * @param liveBytes what they take, in records and files of their own
 * @param deadBytes what records take that compaction can give back, or will later
 * @param segments files of small values
 * @param largeFiles files of large values
 * @param syncs how often this process brought records to the medium
 * @param records how many records this process wrote: with fewer syncs they were grouped
 */
public record DiskUsage(
    long entries,
    long liveBytes,
    long deadBytes,
    long segments,
    long largeFiles,
    long syncs,
    long records) {

  static DiskUsage of(Engine engine) throws IOException {
    engine.publications.catchUp();
    Index.Totals now = engine.index.totals();
    return new DiskUsage(
        now.entries(),
        now.bytes(),
        now.stored() - now.live(),
        engine.segments().size(),
        now.files(),
        engine.appender.syncs.sum(),
        engine.appender.appends.sum());
  }
}
