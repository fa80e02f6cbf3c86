package dev.larder.benchmarks;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** A Redis server of its own, asked through one connection. For one thread. */
final class RedisSubject extends ArraySubject<byte[]> {

  private final RedisServer server = RedisServer.start();
  private final Jedis jedis = new Jedis("127.0.0.1", server.port());
  // Not to wait for each of a hundred thousand values.
  private final Pipeline puts = jedis.pipelined();
  private boolean pending;

  @Override
  public byte[] key(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  byte @Nullable [] find(byte[] key) {
    if (pending) {
      puts.sync();
      pending = false;
    }
    return jedis.get(key);
  }

  /** Sends the value before the next look-up. */
  @Override
  public void put(byte[] key, byte[] value) {
    puts.set(key, value);
    pending = true;
  }

  @Override
  public void close() {
    puts.close();
    jedis.close();
    server.close();
  }
}
