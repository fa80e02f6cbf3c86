package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in every form that HTTP/1.1 has for them, and connections that are kept. */
class HttpExchangeTest {

  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";
  private static final String BINARY =
      "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n";

  private static Blob random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Blob.wrap(bytes);
  }

  private static void send(OutputStream out, String head, byte[] body) throws IOException {
    out.write(RawServer.bytes(head));
    out.write(body);
  }

  private static Blob load(CacheServiceClient client) {
    return client.retrieve("n").id(ID).binary().orElseThrow();
  }

  @Test
  void connection_isUsedAgain() {
    try (RawServer server = RawServer.json("{\"exists\":true}");
        CacheServiceClient client = server.client()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.exists("n").id(ID)).isTrue();
      }
      assertThat(server.requests()).hasSize(5);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void failure_keepsTheConnection() {
    try (RawServer server =
            new RawServer((r, out) -> out.write(RawServer.response(400, "{\"detail\":\"no\"}")));
        CacheServiceClient client = server.client()) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> client.exists("n").id(ID)).isInstanceOf(CacheException.class);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void connectionThatThePeerClosed_isReplaced() {
    try (RawServer server = RawServer.json("{\"exists\":true}");
        CacheServiceClient client = server.client()) {
      assertThat(client.exists("n").id(ID)).isTrue();
      server.cut();
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection: close", "connection: Close"})
  void peerThatWillClose_getsAnotherConnection(String header) {
    try (RawServer server =
            new RawServer(
                (r, out) -> out.write(RawServer.response(200, "{\"exists\":true}", header)));
        CacheServiceClient client = server.client()) {
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 3_000_000})
  void bodyWithALength_comesWhole(int size) {
    Blob body = random(size);
    String head = BINARY + "Content-Length: " + size + "\r\n\r\n";
    try (RawServer server = new RawServer((r, out) -> send(out, head, body.toByteArray()));
        CacheServiceClient client = server.client()) {
      assertThat(load(client)).isEqualTo(body);
      assertThat(load(client)).isEqualTo(body);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5_000, 300_000})
  void bodyInChunks_comesWhole(int size) {
    Blob body = random(size);
    try (RawServer server = new RawServer((r, out) -> sendChunked(out, body.toByteArray()));
        CacheServiceClient client = server.client()) {
      assertThat(load(client)).isEqualTo(body);
      assertThat(load(client)).isEqualTo(body);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private static void sendChunked(OutputStream out, byte[] body) throws IOException {
    out.write(RawServer.bytes(BINARY + "Transfer-Encoding: chunked\r\n\r\n"));
    for (int at = 0, size = 1; at < body.length; at += size, size = size * 3 + 1) {
      size = Math.min(size, body.length - at);
      out.write(RawServer.bytes(Integer.toHexString(size).toUpperCase(java.util.Locale.ROOT)));
      out.write(RawServer.bytes(";name=value\r\n"));
      out.write(body, at, size);
      out.write(RawServer.bytes("\r\n"));
    }
    out.write(RawServer.bytes("0\r\nTrailer: x\r\n\r\n"));
  }

  @Test
  void bodyUntilTheEnd_comesWhole() {
    Blob body = random(70_000);
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  send(out, BINARY + "\r\n", body.toByteArray());
                  throw new IOException("the end of the connection is that of the body");
                });
        CacheServiceClient client = server.client()) {
      assertThat(load(client)).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 200_000})
  void gzip_isDecoded(int size) throws IOException {
    Blob body = random(size);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      body.writeTo(gzip);
    }
    String head =
        BINARY + "Content-Encoding: gzip\r\nContent-Length: " + compressed.size() + "\r\n\r\n";
    try (RawServer server = new RawServer((r, out) -> send(out, head, compressed.toByteArray()));
        CacheServiceClient client = server.client()) {
      assertThat(load(client)).isEqualTo(body);
      assertThat(load(client)).isEqualTo(body);
      assertThat(server.connections()).isEqualTo(1);
      try (ServiceBody opened = client.retrieve("n").id(ID).openBinary().orElseThrow()) {
        assertThat(opened.length()).isEmpty();
      }
    }
  }

  @Test
  void preliminaryAnswers_arePassedOver() {
    String continues = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    try (RawServer server =
            new RawServer(
                (r, out) -> send(out, continues, RawServer.response(200, "{\"exists\":true}")));
        CacheServiceClient client = server.client()) {
      assertThat(client.exists("n").id(ID)).isTrue();
    }
  }

  @Test
  void largeBody_isStreamedUp() {
    Blob body = random(5_000_000);
    try (RawServer server = RawServer.json(RawServer.NEW_ENTRY);
        CacheServiceClient client = server.client()) {
      client.store("n").binary(Strategy.DIRECT, body, StoreOptions.none());
      assertThat(server.last().body()).isEqualTo(body);
      assertThat(server.last().header("content-length")).isEqualTo("5000000");
    }
  }

  @Test
  void openedBody_isReadAsItArrives() throws IOException {
    String head = BINARY + "Content-Length: 6\r\n\r\n";
    java.util.concurrent.CountDownLatch firstRead = new java.util.concurrent.CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  send(out, head, RawServer.bytes("abc"));
                  firstRead.await();
                  out.write(RawServer.bytes("def"));
                });
        CacheServiceClient client = server.client();
        ServiceBody body = client.retrieve("n").id(ID).openBinary().orElseThrow()) {
      assertThat(body.length()).hasValue(6);
      InputStream stream = body.stream();
      assertThat(stream.readNBytes(3)).isEqualTo(RawServer.bytes("abc"));
      firstRead.countDown();
      assertThat(stream.readAllBytes()).isEqualTo(RawServer.bytes("def"));
      assertThat(body.stream()).isSameAs(stream);
    }
  }

  @Test
  void bodyThatIsGivenUp_isNoHarm() {
    String head = BINARY + "Content-Length: 3000000\r\n\r\n";
    byte[] bytes = new byte[3_000_000];
    try (RawServer server = new RawServer((r, out) -> send(out, head, bytes));
        CacheServiceClient client = server.client()) {
      client.retrieve("n").id(ID).openBinary().orElseThrow().close();
      assertThat(load(client)).isEqualTo(Blob.wrap(bytes));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1001", "Transfer-Encoding: chunked", "X: y"})
  void bodyBeyondTheLimit_isRefused(String framing) {
    byte[] body = new byte[1001];
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  if (framing.contains("chunked")) {
                    sendChunked(out, body);
                  } else {
                    send(out, BINARY + framing + "\r\n\r\n", body);
                    throw new IOException("ends the connection");
                  }
                });
        CacheServiceClient client =
            CacheServiceClient.open(server.config().maxResponseSize(1000).build())) {
      assertThatThrownBy(() -> load(client))
          .isInstanceOfSatisfying(
              CacheException.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_LARGE))
          .hasMessage(
              "retrieve binary: GET "
                  + server.uri()
                  + "/n/retrieve/"
                  + ID
                  + "/binary: answered with more than 1000 bytes; raise maxResponseSize");
    }
  }

  @Test
  void manyThreads_shareTheClient() throws Exception {
    long start = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try (RawServer server =
            new RawServer(
                (r, out) ->
                    out.write(
                        RawServer.response(
                            200, "{\"exists\":" + r.target().endsWith("0000000000000000") + "}")));
        CacheServiceClient client = server.client()) {
      List<Future<?>> all =
          IntStream.range(0, 16)
              .<Future<?>>mapToObj(i -> pool.submit(() -> askOften(client, i)))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(server.requests()).hasSize(16 * 200);
      // One of each thread; those that nobody needed for four seconds are replaced.
      int lives = 1 + (int) (Duration.ofNanos(System.nanoTime() - start).toSeconds() / 4);
      assertThat(server.connections()).isBetween(1, 16 * lives);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void askOften(CacheServiceClient client, int thread) {
    for (int i = 0; i < 200; i++) {
      boolean yes = (thread + i) % 2 == 0;
      String hash = yes ? "0000000000000000" : "1111111111111111";
      assertThat(client.exists("n").hash(hash)).isEqualTo(yes);
    }
  }
}
