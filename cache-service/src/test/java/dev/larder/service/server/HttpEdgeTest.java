package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives on the socket of a server, byte by byte. */
class HttpEdgeTest {

  private static final String KEY = "x-api-key: secret\r\n";
  private static final String HOST = "Host: 127.0.0.1\r\n";

  private static CacheServer server;
  private static CacheServer open;

  @BeforeAll
  static void start() {
    server =
        CacheServer.start(
            CacheServerConfig.builder(Twins.memory())
                .key("X-Api-Key", "secret")
                .maxBody(1_000_000)
                .maxDocument(1_000)
                .build());
    open = CacheServer.start(CacheServerConfig.builder(Twins.memory()).withoutKey().build());
  }

  @AfterAll
  static void stop() {
    server.close();
    open.close();
  }

  /** Sends the text and returns what comes back until the other side closes. */
  private static String talk(CacheServer to, String... pieces) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.uri().getPort())) {
      socket.setSoTimeout(20_000);
      for (String piece : pieces) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
      }
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String request(String line, String... headers) {
    return line + " HTTP/1.1\r\n" + HOST + KEY + String.join("", headers) + "\r\n";
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws IOException {
    String answers =
        talk(
            server,
            request("GET /info/health") + request("GET /nowhere") + request("GET /info/health"));
    assertThat(answers.split("HTTP/1\\.1 ", -1))
        .satisfiesExactly(
            nothing -> assertThat(nothing).isEmpty(),
            first -> assertThat(first).startsWith("200"),
            second -> assertThat(second).startsWith("404").endsWith("{\"detail\":\"Not Found\"}"),
            third -> assertThat(third).startsWith("200").endsWith("{\"status\":\"ok\"}"));
  }

  @Test
  void requestInPieces_isAnswered() throws IOException {
    String request = request("GET /info/health");
    assertThat(
            talk(server, request.substring(0, 7), request.substring(7, 30), request.substring(30)))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "PATCH", "OPTIONS", "TRACE", "BREW"})
  void otherMethod_isNotAllowed(String method) throws IOException {
    String answer = talk(server, request(method + " /info/health", "Content-Length: 0\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 405");
    if (!method.equals("HEAD")) {
      assertThat(answer).endsWith("{\"detail\":\"Method Not Allowed\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET nothing HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\n\r\n",
        "GET\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
        "GET /info/health HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        "GET /info/health HTTP/1.1\r\nContent-Length: abc\r\n\r\n"
      })
  void noHttp_isRefused(String request) throws IOException {
    String answer = talk(server, request);
    // Nothing at all, or a refusal: never a failure of the server's own.
    assertThat(answer).matches("(?s)|HTTP/1\\.1 4\\d\\d.*");
    assertThat(talk(server, request("GET /info/health"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void overlongHeader_isRefused() throws IOException {
    String answer;
    try {
      answer = talk(server, request("GET /info/health", "X-Long: " + "a".repeat(1 << 20) + "\r\n"));
    } catch (IOException reset) {
      answer = "";
    }
    assertThat(answer).doesNotStartWith("HTTP/1.1 2").doesNotStartWith("HTTP/1.1 5");
    assertThat(talk(server, request("GET /info/health"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void halfABody_storesNothing() throws IOException {
    for (String kind : new String[] {"string", "json", "binary"}) {
      String answer =
          talk(
              server,
              request(
                  "POST /half/direct/store/" + kind,
                  "Content-Type: application/octet-stream\r\n",
                  "Content-Length: 100\r\n"),
              "half a body");
      assertThat(answer).doesNotContain("200 OK");
    }
    assertThat(talk(server, request("GET /half/file-ids"))).endsWith("\r\n\r\n[]");
  }

  @Test
  void chunkedBody_isStored() throws IOException {
    String answer =
        talk(
            server,
            request(
                "POST /chunked/direct/store/string",
                "Content-Type: text/plain\r\n",
                "Transfer-Encoding: chunked\r\n"),
            "6\r\nhello \r\n",
            "5\r\nworld\r\n0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200").contains("b94d27b9934d3e08");
    String empty =
        talk(
            server,
            request(
                "POST /chunked/direct/store/binary",
                "Content-Type: application/octet-stream\r\n",
                "Transfer-Encoding: chunked\r\n"),
            "0\r\n\r\n");
    assertThat(empty).startsWith("HTTP/1.1 400").contains("Field required");
  }

  @Test
  void tooLargeBody_isRefused() throws IOException {
    String announced =
        talk(
            server,
            request(
                "POST /large/direct/store/string",
                "Content-Type: text/plain\r\n",
                "Content-Length: 1001\r\n"),
            "x".repeat(1001));
    assertThat(announced)
        .startsWith("HTTP/1.1 413")
        .endsWith("{\"detail\":\"The body is larger than 1000 bytes\"}");
    String chunked =
        talk(
            server,
            request(
                "POST /large/direct/store/json",
                "Content-Type: application/json\r\n",
                "Transfer-Encoding: chunked\r\n"),
            "7d0\r\n" + " ".repeat(2000) + "\r\n0\r\n\r\n");
    assertThat(chunked).startsWith("HTTP/1.1 413");
    String binary =
        talk(
            server,
            request(
                "POST /large/direct/store/binary",
                "Content-Type: application/octet-stream\r\n",
                "Content-Length: 1000001\r\n"),
            "x".repeat(1_000_001));
    assertThat(binary).startsWith("HTTP/1.1 413");
    assertThat(talk(server, request("GET /large/file-ids"))).endsWith("\r\n\r\n[]");
  }

  @Test
  void noKey_isRefusedBeforeRoutingAndBody() throws IOException {
    String answer =
        talk(server, "POST /no/such HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nhello");
    assertThat(answer)
        .startsWith("HTTP/1.1 401")
        .endsWith(
            "{\n    \"data\": null,\n    \"error\": null,\n    \"message\": \"Client API key is"
                + " missing, you need to set it on a header or cookie\",\n    \"status\":"
                + " \"error\"\n}");
    assertThat(talk(server, "GET /openapi.json HTTP/1.1\r\n" + HOST + "\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void pageFromElsewhere_isRefused() throws IOException {
    assertThat(talk(server, request("GET /info/health", "Origin: https://evil.example\r\n")))
        .startsWith("HTTP/1.1 403");
    assertThat(talk(server, request("GET /info/health", "Origin: http://127.0.0.1\r\n")))
        .startsWith("HTTP/1.1 200");
    String rebound = "GET /info/health HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    assertThat(talk(open, rebound)).startsWith("HTTP/1.1 403");
    for (String host : new String[] {"[", "[]", "[::1"}) {
      assertThat(talk(open, rebound.replace("evil.example", host))).startsWith("HTTP/1.1 403");
    }
    assertThat(talk(open, "GET /info/health HTTP/1.1\r\nHost: localhost:80\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void redirect_neverLeadsToAnotherHost() throws IOException {
    assertThat(talk(server, request("GET /ns/stats/?a=b")))
        .startsWith("HTTP/1.1 307")
        .containsIgnoringCase("\r\nLocation: /ns/stats?a=b\r\n");
    assertThat(talk(server, request("GET //evil.example/stats/"))).doesNotStartWith("HTTP/1.1 307");
    assertThat(talk(server, request("GET /%2Fevil.example/stats/")))
        .doesNotStartWith("HTTP/1.1 307");
  }

  @Test
  void keyInAnyCaseOfTheName_isTaken() throws IOException {
    assertThat(talk(server, "GET /info/health HTTP/1.1\r\n" + HOST + "X-API-KEY: secret\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(
            talk(
                server,
                "GET /info/health HTTP/1.1\r\n" + HOST + "Cookie: a=b; x-api-key=secret\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(
            talk(
                server,
                "GET /info/health HTTP/1.1\r\n" + HOST + "Authorization: Bearer secret\r\n\r\n"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void closed_answersWhatIsUnderWay() throws Exception {
    CacheServer closing =
        CacheServer.start(CacheServerConfig.builder(Twins.memory()).withoutKey().build());
    ExecutorService pool = Executors.newSingleThreadExecutor();
    CountDownLatch under = new CountDownLatch(1);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), closing.uri().getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST /n/direct/store/string HTTP/1.1\r\n"
                      + HOST
                      + "Content-Type: text/plain\r\nExpect: 100-continue\r\n"
                      + "Content-Length: 5\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      // The server asks for the body: the request is under way.
      String go = new String(in.readNBytes(25), StandardCharsets.ISO_8859_1);
      assertThat(go).startsWith("HTTP/1.1 100 Continue");
      Future<?> stop =
          pool.submit(
              () -> {
                under.countDown();
                closing.close();
              });
      under.await();
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).contains("HTTP/1.1 200", "2cf24dba5fb0a30e");
      stop.get();
    } finally {
      pool.shutdownNow();
    }
    closing.close();
  }
}
