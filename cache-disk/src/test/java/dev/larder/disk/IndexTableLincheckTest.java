package dev.larder.disk;

import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * The index under threads in any order: who looks a key up sees it as it was at one moment between
 * the call and the return, however the table is changed meanwhile.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:12")
public final class IndexTableLincheckTest {

  private final IndexTable table = new IndexTable();
  private int version;

  /** All keys have one of two hashes, so that they stand in each other's way. */
  private static int hash(int key) {
    return key & 1;
  }

  private static int keyOf(long place) {
    return Place.segment(place);
  }

  private long look(int key) {
    return table.find(hash(key), 0, place -> keyOf(place) == key);
  }

  @Operation
  public boolean find(@Param(name = "key") int key) {
    return look(key) != Place.NONE;
  }

  /** Changes are made one at a time, as by the index. */
  @Operation
  public synchronized void put(@Param(name = "key") int key) {
    table.put(hash(key), look(key), Place.of(key, ++version), 1);
  }

  @Operation
  public synchronized boolean remove(@Param(name = "key") int key) {
    long place = look(key);
    return place != Place.NONE && table.remove(hash(key), place);
  }

  /** What the index must be like. */
  public static final class Expected {
    private final Map<Integer, Boolean> keys = new HashMap<>();

    public boolean find(int key) {
      return keys.containsKey(key);
    }

    public void put(int key) {
      keys.put(key, true);
    }

    public boolean remove(int key) {
      return keys.remove(key) != null;
    }
  }

  @Test
  void anyOrderOfThreads_isOneOfCallsMadeOneByOne() {
    new StressOptions()
        .sequentialSpecification(Expected.class)
        .iterations(5)
        .invocationsPerIteration(500)
        .threads(2)
        .actorsPerThread(4)
        .actorsBefore(8)
        .check(IndexTableLincheckTest.class);
  }
}
