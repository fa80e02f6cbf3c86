package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What goes wrong between client and service: the right code, in time, and nothing stored twice.
 */
@Timeout(60)
class HttpFaultTest {

  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";
  private static final String BINARY = "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream";

  private final CountDownLatch end = new CountDownLatch(1);

  private static CacheServiceConfig.Builder once(RawServer server) {
    return server.config().retries(RetryPolicy.NONE);
  }

  private static CacheException loadFails(CacheServiceConfig config) {
    return loadFails(CacheServiceClient.open(config));
  }

  private static CacheException loadFailsSoon(RawServer server) {
    return loadFails(HastyClient.open(once(server).timeout(Duration.ofMillis(200)).build()));
  }

  private static CacheException loadFails(CacheServiceClient opened) {
    try (CacheServiceClient client = opened) {
      return catchThrowableOfType(CacheException.class, () -> client.retrieve("n").id(ID).binary());
    }
  }

  private static CacheException storeFails(CacheServiceConfig config, Blob value) {
    try (CacheServiceClient client = CacheServiceClient.open(config)) {
      return catchThrowableOfType(
          CacheException.class,
          () -> client.store("n").binary(Strategy.DIRECT, value, StoreOptions.none()));
    }
  }

  private static void assertFailure(CacheException failure, Code code, String what) {
    assertThat(failure).hasMessageEndingWith(what);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessageNotContaining("the-secret");
  }

  @Test
  void silentService_isTimedOut() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              asked.countDown();
              end.await();
            })) {
      CacheException failure = loadFailsSoon(server);
      assertThat(failure)
          .hasMessage(
              "retrieve binary: GET "
                  + server.uri()
                  + "/n/retrieve/"
                  + ID
                  + "/binary: no answer within 200 ms; it may have taken effect")
          .hasCauseInstanceOf(HttpTimeoutException.class);
      assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
      asked.await();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void slowDrip_isTimedOut() {
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              out.write(RawServer.bytes(BINARY + "\r\ncontent-length: 1000000\r\n\r\n"));
              drip(out);
            })) {
      assertFailure(
          loadFailsSoon(server), Code.TIMEOUT, "no answer within 200 ms; it may have taken effect");
    }
  }

  @Test
  void slowDripInTheHead_isTimedOut() {
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              out.write(RawServer.bytes(BINARY + "\r\nx-endless: "));
              drip(out);
            })) {
      assertFailure(
          loadFailsSoon(server), Code.TIMEOUT, "no answer within 200 ms; it may have taken effect");
    }
  }

  private void drip(OutputStream out) throws IOException, InterruptedException {
    while (!end.await(10, TimeUnit.MILLISECONDS)) {
      out.write('x');
      out.flush();
    }
  }

  @Test
  void serviceThatDoesNotRead_isTimedOut() {
    // The script never gets this request: its server blocks before the body.
    try (StuckServer server = new StuckServer()) {
      CacheServiceConfig config =
          CacheServiceConfig.builder().url(server.uri()).timeout(Duration.ofSeconds(1)).build();
      assertFailure(
          storeFails(config, Blob.wrap(new byte[64 << 20])),
          Code.TIMEOUT,
          "no answer within 1000 ms; it may have taken effect");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void cutConnection_isUnavailable() {
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              throw new IOException("cut");
            })) {
      assertFailure(
          loadFails(once(server).build()),
          Code.UNAVAILABLE,
          "the connection was closed without an answer; does the service run there?");
    }
  }

  @ParameterizedTest
  @CsvSource({"content-length: 10", "transfer-encoding: chunked"})
  void halfABody_isUnavailable(String framing) {
    String body = framing.startsWith("content") ? "abcde" : "a\r\nabcde";
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              out.write(RawServer.bytes(BINARY + "\r\n" + framing + "\r\n\r\n" + body));
              out.flush();
              throw new IOException("cut");
            })) {
      assertFailure(
          loadFails(once(server).build()),
          Code.UNAVAILABLE,
          "the connection was closed in the middle of an answer; does the service run there?");
    }
  }

  @Test
  void refusalBeforeTheBodyWasSent_isTheAnswer() {
    try (StuckServer server =
        new StuckServer(
            RawServer.response(413, "{\"detail\":\"too large\"}", "connection: close"))) {
      CacheServiceConfig config = CacheServiceConfig.builder().url(server.uri()).build();
      assertFailure(
          storeFails(config, Blob.wrap(new byte[64 << 20])),
          Code.TOO_LARGE,
          "answered 413 too large; raise the limit of the service, or store less");
    }
  }

  @Test
  void nobodyListens_isUnavailable() {
    try (ClosedPort port = new ClosedPort()) {
      CacheException failure = loadFails(port.config().retries(RetryPolicy.NONE).build());
      assertFailure(failure, Code.UNAVAILABLE, "Connection refused; does the service run there?");
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @Test
  void unknownHost_isUnavailable() {
    CacheServiceConfig config =
        CacheServiceConfig.builder()
            .url(java.net.URI.create("http://no-such-host.invalid"))
            .retries(RetryPolicy.NONE)
            .build();
    assertThat(loadFails(config))
        .hasMessage(
            "retrieve binary: GET http://no-such-host.invalid/n/retrieve/"
                + ID
                + "/binary: unknown host; check the URL");
  }

  @Test
  void plainPortForTls_isAFailureOfItsOwn() {
    try (StuckServer server = new StuckServer(RawServer.bytes("there is no TLS here"))) {
      java.net.URI uri = java.net.URI.create("https://127.0.0.1:" + server.uri().getPort());
      CacheServiceConfig config =
          CacheServiceConfig.builder().url(uri).connectTimeout(Duration.ofMinutes(1)).build();
      CacheException failure = loadFails(config);
      assertThat(failure)
          .hasMessageEndingWith("; check the certificate, and that the port speaks TLS")
          .hasMessageContaining(": TLS failed: ");
      assertThat(failure.code()).isEqualTo(Code.INTERNAL);
    }
  }

  @Test
  void interrupt_endsTheWaitAndStays() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  asked.countDown();
                  end.await();
                });
        CacheServiceClient client = server.client()) {
      CompletableFuture<CacheException> failure = new CompletableFuture<>();
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                failure.complete(
                    catchThrowableOfType(
                        CacheException.class, () -> client.retrieve("n").id(ID).binary()));
                flag.complete(Thread.currentThread().isInterrupted());
              });
      thread.start();
      asked.await();
      thread.interrupt();
      assertFailure(
          failure.get(20, TimeUnit.SECONDS),
          Code.CANCELLED,
          "interrupted; it may have taken effect");
      assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void storeThatWasCutOff_isNotRepeated() {
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              throw new IOException("cut");
            })) {
      CacheException failure = storeFails(server.config().build(), Blob.ofText("a"));
      assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(server.requests()).hasSize(1);
    }
  }
}
