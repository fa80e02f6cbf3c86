package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

final class RedisServerTest {

  @Test
  void noServerOnThePath_saysWhatToInstall() {
    assertThatThrownBy(() -> RedisServer.start("/nowhere"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("redis-server is not on the PATH; install it: apt-get install redis-server");
  }

  @Test
  @Tag("interop")
  void startedServer_answersUntilItIsClosed() {
    RedisServer server = RedisServer.start();
    try (server;
        Jedis jedis = new Jedis("127.0.0.1", server.port())) {
      jedis.set("key", "value");
      assertThat(jedis.get("key")).isEqualTo("value");
      assertThat(jedis.configGet("save")).containsEntry("save", "");
      assertThat(jedis.configGet("appendonly")).containsEntry("appendonly", "no");
    }
    assertThat(server.isRunning()).isFalse();
  }

  @Test
  @Tag("interop")
  void subject_findsWhatItWasGiven() {
    try (RedisSubject subject = new RedisSubject()) {
      subject.put(subject.key("a"), new byte[] {(byte) 200});
      assertThat(subject.read(subject.key("a"))).isEqualTo(200);
      assertThat(subject.read(subject.key("b"))).isEqualTo(Subject.MISS);
    }
  }

  @Test
  @Tag("interop")
  void twoServers_haveTheirOwnPorts() {
    try (RedisServer one = RedisServer.start();
        RedisServer two = RedisServer.start()) {
      assertThat(one.port()).isNotEqualTo(two.port());
    }
  }
}
