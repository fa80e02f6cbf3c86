package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.service.http.HttpTransport;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls over a way on which half of them meet a fault. */
@Timeout(120)
class FaultyServiceTest {

  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";
  private static final int CALLS = 80;

  /** Four attempts of which none hangs, with room for a machine that is busy. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** What a call may end with that has met one of the faults. */
  private static final Set<Code> EXPECTED =
      EnumSet.of(Code.UNAVAILABLE, Code.TIMEOUT, Code.INTERNAL);

  private final FaultyService service = new FaultyService();

  private RawServer server;
  private FaultyWay way;
  private CacheServiceClient client;

  @BeforeEach
  void open() {
    server = new RawServer(service);
    HttpTransport direct = new HttpTransport(server.uri(), null, LONGEST);
    way = new FaultyWay(direct, service, Long.getLong("larder.seed", 20_261_121));
    Backoff retries = new Backoff(new RetryPolicy(4, Duration.ZERO, Duration.ZERO));
    CacheServiceConfig config = server.config().build();
    client =
        new CacheServiceClient(
            new ServiceCalls(way, config, server.uri().toString(), retries), () -> {});
  }

  @AfterEach
  void close() {
    service.end();
    client.close();
    server.close();
  }

  /** Makes the call and returns what it returned, or null if it failed as it may. */
  private static <T> T attempt(Supplier<T> call) {
    long start = System.nanoTime();
    try {
      return call.get();
    } catch (CacheException failure) {
      assertThat(failure.code()).isIn(EXPECTED);
      assertThat(failure).hasMessageNotContaining("the-secret");
      return null;
    } finally {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    }
  }

  @Test
  void stores_areNeverDoubled() {
    int stored = 0;
    for (int i = 0; i < CALLS; i++) {
      boolean succeeded =
          attempt(() -> client.store("n").string(Strategy.DIRECT, "x", StoreOptions.none()))
              != null;
      stored += succeeded ? 1 : 0;
    }
    assertThat(server.requests()).hasSizeLessThanOrEqualTo(CALLS);
    assertThat(service.entries()).isBetween(stored, CALLS);
    assertThat(stored).isBetween(CALLS / 3, CALLS - 1);
  }

  @Test
  void childrenWhoseStoreSucceeded_areThere() {
    Map<ChildName, String> saved = new HashMap<>();
    for (int i = 0; i < CALLS; i++) {
      ChildName name = ChildName.of("folder/" + i % 20);
      String value = "value " + i;
      boolean succeeded = attempt(() -> client.data("n", ID).storeString(name, value)) != null;
      if (succeeded) {
        saved.put(name, value);
      } else {
        // Whether it took effect is unknown.
        saved.remove(name);
      }
    }
    way.heal(true);
    assertThat(saved).isNotEmpty();
    saved.forEach((name, value) -> assertThat(client.data("n", ID).string(name)).contains(value));
  }

  @Test
  void reads_neverReturnAPart() {
    ChildName name = ChildName.of("a");
    way.heal(true);
    client.data("n", ID).storeString(name, "the whole value");
    way.heal(false);
    int read = 0;
    for (int i = 0; i < CALLS; i++) {
      Optional<String> value = attempt(() -> client.data("n", ID).string(name));
      if (value != null) {
        assertThat(value).contains("the whole value");
        read++;
      }
    }
    assertThat(read).isBetween(CALLS / 2, CALLS);
  }
}
