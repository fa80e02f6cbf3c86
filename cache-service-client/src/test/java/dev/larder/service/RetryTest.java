package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.service.http.HttpTransport;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";
  private static final Instant NOW = Instant.parse("2026-11-21T07:28:00Z");
  private static final byte[] EXISTS = RawServer.response(200, "{\"exists\":true}");

  private final List<Duration> waits = new ArrayList<>();

  private CacheServiceClient client(RawServer server, int attempts, double chance) {
    return client(server.config().build(), attempts, chance);
  }

  private CacheServiceClient client(CacheServiceConfig config, int attempts, double chance) {
    RetryPolicy policy = new RetryPolicy(attempts, Duration.ofMillis(100), Duration.ofSeconds(5));
    Backoff backoff = new Backoff(policy, waits::add, () -> NOW, () -> chance);
    HttpTransport transport =
        new HttpTransport(config.url().orElseThrow(), null, Duration.ofSeconds(5));
    return new CacheServiceClient(
        new ServiceCalls(transport, config, "http://host", backoff), () -> {});
  }

  /** A server whose first answers have that status and those headers. */
  private static RawServer failing(int times, int status, String... headers) {
    return new RawServer(
        (r, out) ->
            out.write(
                r.number() <= times
                    ? RawServer.response(status, "{\"detail\":\"passing\"}", headers)
                    : EXISTS));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void passingStatus_isTriedAgain(int status) {
    try (RawServer server = failing(2, status);
        CacheServiceClient client = client(server, 3, 0)) {
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }
  }

  @Test
  void chance_takesUpToHalfOff() {
    try (RawServer server = failing(2, 503);
        CacheServiceClient client = client(server, 3, 1)) {
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(waits).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100));
    }
  }

  @Test
  void waits_growToTheLongest() {
    try (RawServer server = failing(9, 503);
        CacheServiceClient client = client(server, 10, 0)) {
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(waits).hasSize(9).endsWith(Duration.ofSeconds(5), Duration.ofSeconds(5));
    }
  }

  @Test
  void lastAttempt_isTheFailure() {
    try (RawServer server = failing(9, 503);
        CacheServiceClient client = client(server, 3, 0)) {
      CacheException failure =
          catchThrowableOfType(CacheException.class, () -> client.exists("n").id(ID));
      assertThat(failure)
          .hasMessage(
              "exists: GET http://host/n/exists/id/"
                  + ID
                  + ": answered 503 passing; try again later");
      assertThat(server.requests()).hasSize(3);
      assertThat(waits).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 405, 413, 500, 501, 507})
  void finalStatus_isNotTriedAgain(int status) {
    try (RawServer server = failing(9, status);
        CacheServiceClient client = client(server, 3, 0)) {
      assertThat(catchThrowableOfType(CacheException.class, () -> client.exists("n").id(ID)))
          .isNotNull();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | PT3S",
        "0 | PT0S",
        "Sat, 21 Nov 2026 07:28:02 GMT | PT2S",
        "Sat, 21 Nov 2026 07:27:00 GMT | PT0S",
        "soon | PT0.1S",
        "-1 | PT0.1S",
        "'' | PT0.1S",
        "99999999999999999999 | PT0.1S",
      })
  void whatTheServiceAsksFor_isWaited(String retryAfter, Duration wait) {
    try (RawServer server = failing(1, 429, "retry-after: " + retryAfter);
        CacheServiceClient client = client(server, 2, 0)) {
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(waits).containsExactly(wait);
    }
  }

  @Test
  void longerWaitThanAllowed_isAFailureAtOnce() {
    try (RawServer server = failing(9, 429, "retry-after: 6");
        CacheServiceClient client = client(server, 3, 0)) {
      CacheException failure =
          catchThrowableOfType(CacheException.class, () -> client.exists("n").id(ID));
      assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(waits).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void cutConnection_isTriedAgain() {
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  if (r.number() == 1) {
                    throw new IOException("cut");
                  }
                  out.write(EXISTS);
                });
        CacheServiceClient client = client(server, 2, 0)) {
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void halfABody_isTriedAgain() {
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  if (r.number() == 1) {
                    out.write(EXISTS, 0, EXISTS.length - 3);
                    out.flush();
                    throw new IOException("cut");
                  }
                  out.write(EXISTS);
                });
        CacheServiceClient client = client(server, 2, 0)) {
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void childStore_isTriedAgainWithItsBody() {
    try (RawServer server =
            new RawServer(
                (r, out) ->
                    out.write(
                        r.number() == 1
                            ? RawServer.response(503, "{}")
                            : RawServer.response(200, RawServer.CHILD)));
        CacheServiceClient client = client(server, 2, 0)) {
      Blob value = Blob.wrap(new byte[100_000]);
      client.data("n", ID).store(EntryKind.BINARY, ChildName.of("a"), value);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.last().body()).isEqualTo(value);
    }
  }

  @Test
  void storeOfAnEntry_isNotTriedAgain() {
    try (RawServer server = failing(9, 503);
        CacheServiceClient client = client(server, 3, 0)) {
      CacheException failure =
          catchThrowableOfType(
              CacheException.class,
              () -> client.store("n").json(Strategy.DIRECT, Map.of(), StoreOptions.none()));
      assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void storeThatWasNeverSent_isTriedAgain() {
    try (ClosedPort port = new ClosedPort();
        CacheServiceClient client = client(port.config().build(), 3, 0)) {
      CacheException failure =
          catchThrowableOfType(
              CacheException.class,
              () -> client.store("n").json(Strategy.DIRECT, Map.of(), StoreOptions.none()));
      assertThat(failure)
          .hasMessage(
              "store json: POST http://host/n/direct/store/json: Connection refused; does the"
                  + " service run there?");
      assertThat(waits).hasSize(2);
    }
  }
}
