package dev.larder.service.server.http;

import static dev.larder.service.server.http.RawClient.HOST;
import static dev.larder.service.server.http.RawClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Talks that go on: one request after the other, bodies that are asked for, and answers. */
@Timeout(60)
class HttpServerTest {

  private static final EchoHandler handler = new EchoHandler();
  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server = handler.serve();
  }

  @AfterAll
  static void stop() {
    server.stop(Duration.ofSeconds(5));
  }

  private static RawClient client() throws IOException {
    return new RawClient(server.port());
  }

  private static String talk(String request) throws IOException {
    return RawClient.talk(server.port(), request);
  }

  private static String post(String target, String body, String... headers) {
    return String.format(
        "POST %s HTTP/1.1\r\n%s%sContent-Length: %d\r\n\r\n%s",
        target, HOST, String.join("", headers), body.length(), body);
  }

  @Test
  void smallAnswer_comesInOnePiece() throws IOException {
    try (RawClient client = client()) {
      assertThat(client.send(get("/x")).once())
          .matches(
              "HTTP/1\\.1 200 OK\r\ndate: "
                  + "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} 20\\d\\d \\d\\d:\\d\\d:\\d\\d GMT"
                  + "\r\nx-echo: 1\r\ncontent-length: 8\r\n\r\nGET /x -");
    }
  }

  @Test
  void date_isThatOfTheProtocol() {
    assertThat(HttpDate.text(784_111_777)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(HttpDate.text(1_709_164_800)).isEqualTo("Thu, 29 Feb 2024 00:00:00 GMT");
  }

  @Test
  void connection_isUsedAgain() throws IOException {
    try (RawClient client = client()) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.send(post("/" + i, "hello " + i)).answer())
            .endsWith("POST /" + i + " hello " + i);
      }
      client.end();
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws IOException {
    String chunked =
        "POST /b HTTP/1.1\r\n"
            + HOST
            + "Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n";
    String all = post("/a", "first") + chunked + get("/ignore") + post("/ignore", "x") + get("/c");
    try (RawClient client = client()) {
      client.send(all);
      assertThat(client.answer()).endsWith("POST /a first");
      assertThat(client.answer()).endsWith("POST /b onetwo");
      assertThat(client.answer()).endsWith("ignored");
      assertThat(client.answer()).endsWith("ignored");
      assertThat(client.answer()).endsWith("GET /c -");
    }
    try (RawClient client = client()) {
      for (int i = 0; i < all.length(); i++) {
        client.send(all.substring(i, i + 1));
      }
      for (String last : new String[] {"first", "onetwo", "ignored", "ignored", "-"}) {
        assertThat(client.answer()).endsWith(last);
      }
    }
  }

  @Test
  void clientThatWantsToEnd_isLetGo() throws IOException {
    String close = "GET / HTTP/1.1\r\n" + HOST + "Connection: x, Close\r\n\r\n";
    try (RawClient client = client()) {
      assertThat(client.send(close + get("/more")).rest())
          .contains("connection: close\r\n")
          .endsWith("GET / -");
    }
    try (RawClient client = client()) {
      assertThat(client.send("GET / HTTP/1.0\r\n\r\n").rest()).contains("connection: close\r\n");
    }
    try (RawClient client = client()) {
      String keep = "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
      assertThat(client.send(keep).answer()).contains("connection: keep-alive\r\n");
      assertThat(client.send(keep).answer()).endsWith("GET / -");
    }
  }

  @Test
  void bodyThatWaits_isAskedForWhenItIsWanted() throws IOException {
    String head = " HTTP/1.1\r\n" + HOST + "Expect: 100-Continue\r\nContent-Length: 5\r\n\r\n";
    try (RawClient client = client()) {
      assertThat(client.send("POST /a" + head).answer()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.send("hello").answer()).endsWith("POST /a hello");
      assertThat(client.send(get("/b")).answer()).endsWith("GET /b -");
      // Nobody wants it, and whether it still comes is not known: nothing can follow.
      assertThat(client.send("POST /ignore" + head).answer())
          .contains("connection: close\r\n")
          .endsWith("ignored");
      assertThat(client.rest()).isEmpty();
    }
    assertThat(talk("POST /a" + head.replace("5\r\n\r\n", "0\r\nConnection: close\r\n\r\n")))
        .startsWith("HTTP/1.1 200");
    assertThat(talk("POST /a" + head.replace("1.1", "1.0") + "hello"))
        .startsWith("HTTP/1.1 200")
        .endsWith("POST /a hello");
  }

  @Test
  void headOnly_saysTheLength() throws IOException {
    try (RawClient client = client()) {
      client.send("HEAD /ignore HTTP/1.1\r\n" + HOST + "\r\n" + get("/after"));
      String both = client.once();
      both += both.contains("after") ? "" : client.once();
      assertThat(both).contains("content-length: 7\r\n\r\nHTTP/1.1 200").endsWith("GET /after -");
    }
  }

  @Test
  void answerWithoutALength_comesInChunks() throws IOException {
    try (RawClient client = client()) {
      client.send(get("/chunks") + get("/a"));
      client.end();
      assertThat(client.rest())
          .contains(
              "transfer-encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\nHTTP/1.1 200")
          .endsWith("GET /a -");
    }
    assertThat(talk("GET /chunks HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"))
        .contains("connection: close\r\n")
        .doesNotContain("transfer-encoding", "content-length")
        .endsWith("\r\n\r\nonetwo");
    assertThat(talk("GET /none HTTP/1.0\r\n\r\n"))
        .doesNotContain("content-length")
        .endsWith("\r\n\r\n");
  }

  @Test
  void largeAnswer_comesWhole() throws IOException {
    try (RawClient client = client()) {
      client.send(get("/large"));
      client.end();
      assertThat(client.count()).isBetween((long) EchoHandler.LARGE, EchoHandler.LARGE + 200L);
    }
  }

  @Test
  void bodyThatNobodyRead_doesNotBecomeTheNextRequest() throws IOException {
    try (RawClient client = client()) {
      String body = get("/smuggled");
      client.send(post("/ignore", body) + get("/a"));
      assertThat(client.answer()).endsWith("ignored");
      assertThat(client.answer()).endsWith("GET /a -");
    }
    assertThat(handler.asked).noneMatch(asked -> asked.contains("smuggled"));
  }

  @Test
  void hugeBodyThatNobodyRead_endsTheConnection() throws IOException {
    try (RawClient client = client()) {
      client.send(post("/ignore", "x".repeat(2 << 20)));
      assertThat(client.answer()).contains("connection: close\r\n").endsWith("ignored");
      assertThat(client.rest()).isEmpty();
    }
    String chunked = "POST /ignore HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";
    assertThat(talk(chunked + "3\r\none\r\n0\r\n\r\n" + get("/a")))
        .contains("connection: close\r\n")
        .endsWith("ignored");
  }

  @Test
  void halfABody_isNoBody() throws IOException {
    try (RawClient client = client()) {
      client.send("POST /a HTTP/1.1\r\n" + HOST + "Content-Length: 10\r\n\r\nhello");
      client.end();
      assertThat(client.rest())
          .startsWith("HTTP/1.1 400 ")
          .contains("connection: close\r\n")
          .endsWith("The body ended too soon");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/short", "/long", "/header", "/broken"})
  void answerThatIsNotWhatItSays_isBrokenOff(String target) {
    // Not an end as others, which is that of an answer without a length.
    assertThatThrownBy(() -> talk("GET " + target + " HTTP/1.0\r\n\r\n"))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
    assertThatThrownBy(() -> talk(get(target) + get("/never")))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
    assertThat(handler.asked).doesNotContain("GET /never");
  }

  @Test
  void handlerThatFails_isNotTheFaultOfTheClient() throws IOException {
    try (RawClient client = client()) {
      assertThat(client.send(post("/disk", "hello")).answer())
          .startsWith("HTTP/1.1 500 ")
          .endsWith("A defect of the service; see its log");
      assertThat(client.send(get("/a")).answer()).endsWith("GET /a -");
    }
    assertThat(talk(get("/fail") + get("/never"))).isEmpty();
    assertThat(handler.asked).doesNotContain("GET /never");
  }
}
