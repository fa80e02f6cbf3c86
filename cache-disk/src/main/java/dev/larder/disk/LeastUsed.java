package dev.larder.disk;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Chooses entries that were not used for long, among a few taken at random. */
final class LeastUsed {

  private static final int CANDIDATES = 24;
  private static final int FROM_EACH_TABLE = 3;

  private final IndexTable[] tables;

  LeastUsed(IndexTable[] tables) {
    this.tables = tables;
  }

  /**
   * Returns the live place that was used least recently among at least {@value #CANDIDATES} taken
   * at random, or among all if they are fewer; {@link Place#NONE} if there is none.
   *
   * @param now what would be used now
   */
  long ofAll(int now) {
    int start = ThreadLocalRandom.current().nextInt();
    long oldest = Place.NONE;
    int age = 0;
    int seen = 0;
    for (int i = 0; i < tables.length && seen < CANDIDATES; i++) {
      IndexTable table = tables[(start + i) & (tables.length - 1)];
      for (IndexTable.Sample sample : table.sample(start >>> 8, FROM_EACH_TABLE)) {
        seen++;
        if (oldest == Place.NONE || now - sample.used() > age) {
          oldest = sample.place();
          age = now - sample.used();
        }
      }
    }
    return oldest;
  }

  /**
   * Returns the same among places that are taken from elsewhere.
   *
   * @param any returns one of them at random, {@link Place#NONE} if there is none
   * @param records returns the record there, null if it is not there any more
   */
  long ofThose(LongSupplier any, LongFunction<@Nullable StoredRecord> records, int now) {
    long oldest = Place.NONE;
    int age = 0;
    for (int i = 0; i < CANDIDATES; i++) {
      long place = any.getAsLong();
      StoredRecord record = place == Place.NONE ? null : records.apply(place);
      if (record == null) {
        return oldest;
      }
      KeyBytes key = record.key();
      int placeAge = now - tables[key.stripe].used(key.hash, place);
      if (oldest == Place.NONE || placeAge > age) {
        oldest = place;
        age = placeAge;
      }
    }
    return oldest;
  }
}
