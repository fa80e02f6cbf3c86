package dev.larder.benchmarks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A map of the JDK, without time to live and statistics: the floor under every cache. */
final class MapSubject extends ArraySubject<String> {

  private final Map<String, byte[]> map;

  private MapSubject(Map<String, byte[]> map) {
    this.map = map;
  }

  /** Returns the map that never evicts. */
  static MapSubject concurrent() {
    return new MapSubject(new ConcurrentHashMap<>());
  }

  /** Returns the exact LRU of the textbook, behind one lock. */
  static MapSubject lru(long capacity) {
    return new MapSubject(Collections.synchronizedMap(new Lru(capacity)));
  }

  @Override
  public String key(String name) {
    return copy(name);
  }

  /** Returns an equal string that shares nothing, with its hash already computed. */
  static String copy(String name) {
    String copy = new String(name.toCharArray());
    if (copy.hashCode() != name.hashCode()) {
      throw new IllegalStateException("equal strings have unequal hashes");
    }
    return copy;
  }

  @Override
  byte @Nullable [] find(String key) {
    return map.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    map.put(key, value);
  }

  private static final class Lru extends LinkedHashMap<String, byte[]> {

    private static final long serialVersionUID = 1;

    private final long capacity;

    Lru(long capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
      return size() > capacity;
    }
  }
}
