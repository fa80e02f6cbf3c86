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
@Param(name = "version", gen = IntGen.class, conf = "1:3")
public final class IndexTableLincheckTest {

  private final IndexTable table = new IndexTable();

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

  /** Returns the version that is there; 0 if there is none. */
  @Operation
  public int find(@Param(name = "key") int key) {
    return Place.at(look(key));
  }

  /** Changes are made one at a time, as by the index. */
  @Operation
  public synchronized void put(@Param(name = "key") int key, @Param(name = "version") int version) {
    table.put(hash(key), look(key), Place.of(key, version), 1);
  }

  @Operation
  public synchronized boolean replace(
      @Param(name = "key") int key,
      @Param(name = "version") int replaced,
      @Param(name = "version") int version) {
    return table.replace(hash(key), Place.of(key, replaced), Place.of(key, version));
  }

  @Operation
  public synchronized boolean remove(@Param(name = "key") int key) {
    long place = look(key);
    return place != Place.NONE && table.remove(hash(key), place);
  }

  /** What the index must be like. */
  public static final class Expected {
    private final Map<Integer, Integer> versions = new HashMap<>();

    public int find(int key) {
      return versions.getOrDefault(key, 0);
    }

    public void put(int key, int version) {
      versions.put(key, version);
    }

    public boolean replace(int key, int replaced, int version) {
      return versions.replace(key, replaced, version);
    }

    public boolean remove(int key) {
      return versions.remove(key) != null;
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
