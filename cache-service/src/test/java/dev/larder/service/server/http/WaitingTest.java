package dev.larder.service.server.http;

import static dev.larder.service.server.http.RawClient.HOST;
import static dev.larder.service.server.http.RawClient.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow, silent or many, and the end of a server. */
@Timeout(120)
class WaitingTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final EchoHandler handler = new EchoHandler();
  private final List<RawClient> clients = new ArrayList<>();
  private HttpServer server;

  private void start(HttpSettings settings) throws IOException {
    server = handler.serve(settings);
  }

  private RawClient client() throws IOException {
    RawClient client = new RawClient(server.port());
    clients.add(client);
    return client;
  }

  @AfterEach
  void stop() throws IOException {
    handler.goOn.countDown();
    for (RawClient client : clients) {
      client.close();
    }
    server.stop(Duration.ofSeconds(5));
  }

  @Test
  void idleConnection_isClosedWithoutAWord() throws IOException {
    start(new HttpSettings(16, SHORT, LONG, LONG));
    assertThat(client().rest()).isEmpty();
    assertThat(answered().rest()).isEmpty();
  }

  /** Returns a client that was in time with a request, as a busy machine may not let it be. */
  private RawClient answered() throws IOException {
    while (true) {
      RawClient client = client();
      try {
        assertThat(client.send(get("/a")).answer()).endsWith("GET /a -");
        return client;
      } catch (EOFException | SocketException late) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void halfAHeadAndSilence_isToldSo() throws IOException {
    start(new HttpSettings(16, LONG, SHORT, LONG));
    assertThat(client().send("GET /a HTTP/1.1\r\nHo").rest())
        .startsWith("HTTP/1.1 408 ")
        .contains("connection: close\r\n")
        .endsWith("The request did not arrive in time");
  }

  @Test
  void halfABodyAndSilence_isToldSo() throws IOException {
    start(new HttpSettings(16, LONG, LONG, SHORT));
    String head = "POST /a HTTP/1.1\r\n" + HOST + "Content-Length: 100000\r\n\r\n";
    assertThat(client().send(head + "half").rest())
        .startsWith("HTTP/1.1 408 ")
        .endsWith("The request did not arrive in time");
  }

  @Test
  void bodyThatNobodyWantsAndSilence_isNotWaitedForLong() throws IOException {
    start(new HttpSettings(16, LONG, LONG, LONG));
    String post = "POST /ignore HTTP/1.1\r\n" + HOST + "Content-Length: 1000\r\n\r\n";
    RawClient client = client().send(post);
    assertThat(client.answer()).endsWith("ignored");
    // The client itself would not wait as long as an exchange may last.
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void bodyThatNobodyWantsAndSilence_keepsNobodyOut() throws IOException {
    start(new HttpSettings(1, LONG, LONG, LONG));
    String post = "POST /ignore HTTP/1.1\r\n" + HOST + "Content-Length: 1000\r\n\r\n";
    assertThat(client().send(post).answer()).endsWith("ignored");
    assertThat(firstServed()).endsWith("GET /a -");
  }

  @Test
  void headThatDrips_isCutOff() throws Exception {
    start(new HttpSettings(16, LONG, SHORT, LONG));
    assertDripEnds("GET /a HTTP/1.1\r\nHost: here\r\nX: ");
  }

  @Test
  void bodyThatDrips_isCutOff() throws Exception {
    start(new HttpSettings(16, LONG, LONG, SHORT));
    assertDripEnds("POST /a HTTP/1.1\r\n" + HOST + "Content-Length: 100000\r\n\r\n");
  }

  private void assertDripEnds(String start) throws Exception {
    RawClient client = client().send(start);
    CompletableFuture<Void> ended =
        CompletableFuture.supplyAsync(client::count).thenAccept(count -> {});
    // A byte each 20 ms is never silence, and still no request.
    try {
      for (int i = 0; i < 1_000 && !waited(ended, 20); i++) {
        client.send("x");
      }
    } catch (IOException brokenOff) {
      // The end is seen by the one who reads.
    }
    ended.get(20, TimeUnit.SECONDS);
    assertThat(handler.asked).isSubsetOf("POST /a");
  }

  @Test
  void slowUploadThatMoves_mayTakeItsTime() throws Exception {
    // As long as a busy machine may keep the client from sending more.
    start(new HttpSettings(16, LONG, LONG, Duration.ofSeconds(2)));
    int size = 1 << 20;
    RawClient client =
        client().send("POST /a HTTP/1.1\r\n" + HOST + "Content-Length: " + size + "\r\n\r\n");
    // Twice what a silent client has, with 64 KiB each time.
    CompletableFuture<Void> never = new CompletableFuture<>();
    for (int i = 0; i < 16; i++) {
      client.send("x".repeat(size / 16));
      assertThat(waited(never, 250)).isFalse();
    }
    assertThat(client.answer()).startsWith("HTTP/1.1 200");
  }

  /** Waits for so long, or until the other has come to its end; returns whether it has. */
  private static boolean waited(CompletableFuture<Void> other, long millis)
      throws InterruptedException, ExecutionException {
    try {
      other.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException passed) {
      return false;
    }
  }

  @Test
  void answerThatNobodyTakes_isGivenUp() throws Exception {
    start(new HttpSettings(1, LONG, LONG, SHORT));
    RawClient client = client().send(get("/large"));
    // The only place is taken until the server gives the one up who does not read.
    assertThat(firstServed()).endsWith("GET /a -");
    assertThat(client.count()).isLessThan(EchoHandler.LARGE);
  }

  /** Asks until there is room, and returns the answer. */
  private String firstServed() throws IOException {
    while (true) {
      try {
        String answer = RawClient.talk(server.port(), "GET /a HTTP/1.0\r\n\r\n");
        if (!answer.startsWith("HTTP/1.1 503 ")) {
          return answer;
        }
      } catch (SocketException turnedAway) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void thousandSilentConnections_keepNobodyOut() throws Exception {
    start(new HttpSettings(100, LONG, LONG, LONG));
    for (int i = 0; i < 1_000; i++) {
      RawClient client = client();
      if (i % 2 == 0) {
        client.send("GET /a HT");
      }
    }
    RawClient served = client();
    for (int i = 0; i < 20; i++) {
      assertThat(served.send(get("/" + i)).answer()).endsWith("GET /" + i + " -");
    }
    // Those that came first have made room for those that came last.
    assertThat(clients.get(0).count()).isZero();
    assertThat(clients.get(1).count()).isZero();
    // So have their threads, which end as soon as the system lets them run.
    CompletableFuture<Void> never = new CompletableFuture<>();
    while (serving() > 101) {
      waited(never, 20);
    }
  }

  /** Returns how many threads have a connection. */
  private static long serving() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("larder-cache-service-\\d+"))
        .filter(
            thread ->
                List.of(thread.getStackTrace()).stream()
                    .anyMatch(frame -> frame.getClassName().endsWith("Connection")))
        .count();
  }

  @Test
  void tooManyRequestsAtOnce_areRefused() throws Exception {
    start(new HttpSettings(1, LONG, LONG, LONG));
    RawClient busy = client().send(get("/wait"));
    handler.waiting.await();
    assertThat(client().send(get("/a")).rest())
        .startsWith("HTTP/1.1 503 ")
        .contains("connection: close\r\n")
        .endsWith("There are too many connections");
    handler.goOn.countDown();
    assertThat(busy.answer()).endsWith("waited");
    assertThat(firstServed()).endsWith("GET /a -");
  }

  @Test
  void heapThatIsExhausted_doesNotEndTheAccepting() throws Exception {
    start(new HttpSettings(1, LONG, LONG, LONG));
    RawClient busy = client().send(get("/wait"));
    handler.waiting.await();
    handler.exhausted = true;
    assertThat(client().count()).isZero();
    handler.exhausted = false;
    handler.goOn.countDown();
    assertThat(busy.answer()).endsWith("waited");
    assertThat(firstServed()).endsWith("GET /a -");
  }

  @Test
  void stop_finishesWhatIsUnderWayAndRefusesTheRest() throws Exception {
    start(HttpSettings.of(16, LONG));
    RawClient busy = client().send(get("/wait"));
    RawClient idle = client();
    assertThat(idle.send(get("/a")).answer()).endsWith("GET /a -");
    handler.waiting.await();
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(() -> server.stop(Duration.ofSeconds(60)));
    while (!server.isStopping()) {
      Thread.onSpinWait();
    }
    assertThat(idle.send(get("/b")).rest())
        .startsWith("HTTP/1.1 503 ")
        .endsWith("The server is stopping");
    assertThat(stopped).isNotDone();
    handler.goOn.countDown();
    assertThat(busy.rest()).contains("connection: close\r\n").endsWith("waited");
    stopped.get(30, TimeUnit.SECONDS);
  }

  @Test
  void stop_givesThePortBack() throws IOException {
    boolean refused = false;
    // Another process may get a port as soon as it is free, but not those of five servers.
    for (int i = 0; i < 5 && !refused; i++) {
      start(HttpSettings.of(16, LONG));
      server.stop(Duration.ofSeconds(5));
      refused = refuses(server.port());
    }
    assertThat(refused).isTrue();
  }

  private static boolean refuses(int port) {
    try {
      new RawClient(port).close();
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException another) {
      return false;
    }
  }

  @Test
  void stop_doesNotWaitForEver() throws Exception {
    start(HttpSettings.of(16, LONG));
    RawClient busy = client().send(get("/wait"));
    handler.waiting.await();
    server.stop(Duration.ofMillis(100));
    assertThat(busy.count()).isZero();
  }
}
