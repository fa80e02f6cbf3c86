package dev.larder.service.server.http;

import static dev.larder.service.server.http.RawClient.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a request ends, and what is refused because somebody could see it end elsewhere. */
@Timeout(60)
class RequestFramingTest {

  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: here\r\n\r\n";

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

  private static String talk(String request) throws IOException {
    return RawClient.talk(server.port(), request);
  }

  private static void assertRefused(String request, int status, String detail) throws IOException {
    handler.asked.clear();
    String answer = talk(request + SMUGGLED);
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\r\nconnection: close\r\n")
        .endsWith("\r\n\r\n" + detail);
    assertThat(answer.split("HTTP/1\\.1 \\d", -1)).hasSize(2);
    assertThat(handler.asked).noneMatch(asked -> asked.contains("smuggled"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 5#Transfer-Encoding: chunked"
            + "|Content-Length and Transfer-Encoding exclude each other",
        "Transfer-Encoding: chunked#Content-Length: 5"
            + "|Content-Length and Transfer-Encoding exclude each other",
        "Content-Length: 5#Content-Length: 6|Content-Length is said twice, and differently",
        "Content-Length: 5, 6|Content-Length is said twice, and differently",
        "Content-Length: 5#Content-Length: 05|Content-Length is said twice, and differently",
        "Content-Length: +5|Content-Length has to be a number",
        "Content-Length: -5|Content-Length has to be a number",
        "Content-Length: 0x5|Content-Length has to be a number",
        "Content-Length: 5 5|Content-Length has to be a number",
        "Content-Length:|Content-Length has to be a number",
        "Content-Length: \u00b2|Content-Length has to be a number",
        // The bytes of a blank of Unicode, and of a K that becomes a letter of ASCII.
        "Content-Length: 5\u00e3\u0080\u0080|Content-Length has to be a number",
        "Transfer-Encoding: chun\u00e2\u0084\u00aaed"
            + "|Transfer-Encoding may have ASCII characters only",
        "Transfer-Encoding: xchunked|Transfer-Encoding has to end with chunked",
        "Transfer-Encoding: chunked, identity|Transfer-Encoding has to end with chunked",
        "Transfer-Encoding: identity|Transfer-Encoding has to end with chunked",
        "Transfer-Encoding:|Transfer-Encoding has to end with chunked",
        "Content-Length : 5|A header has to be a name, a colon and a value",
        "Transfer-Encoding : chunked|A header has to be a name, a colon and a value",
        "X: a# folded: 1|A header has to be a name, a colon and a value",
        "X: a#\tTransfer-Encoding: chunked|A header has to be a name, a colon and a value",
        ": 5|A header has to be a name, a colon and a value",
        "nothing|A header has to be a name, a colon and a value",
        "X\u00e4: 5|A header has to be a name, a colon and a value",
        "X: a\0b|The value of a header may have no control characters",
        "X: a%rContent-Length: 5|Lines have to end with CR and LF",
        "X: a%nContent-Length: 5|Lines have to end with CR and LF",
        "Host: there|A request may name its host only once",
      })
  void headThatCanBeReadTwoWays_isRefused(String headers, String detail) throws IOException {
    String lines = headers.replace("#", "\r\n").replace("%n", "\n").replace("%r", "\r");
    String head = "POST / HTTP/1.1\r\n" + HOST + lines + "\r\n\r\n";
    assertRefused(head + "hello", 400, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Transfer-Encoding: gzip, chunked|501|No Transfer-Encoding but chunked is known",
        "Content-Length: 9999999999999999999|413|No body is that large",
        "Expect: a miracle#Content-Length: 5|417|Nothing but 100-continue can be expected",
      })
  void headThatIsTooMuch_isRefused(String headers, int status, String detail) throws IOException {
    String head = "POST / HTTP/1.1\r\n" + HOST + headers.replace("#", "\r\n") + "\r\n\r\n";
    assertRefused(head + "hello", status, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|400|The request line has to be a method, a target and a version",
        "GET /|400|The request line has to be a method, a target and a version",
        "GET  / HTTP/1.1|400|The request line has to end with HTTP/1.1",
        "' GET / HTTP/1.1'|400|The request line has to be a method, a target and a version",
        "G(T / HTTP/1.1|400|The request line has to be a method, a target and a version",
        "GET / a HTTP/1.1|400|The request line has to end with HTTP/1.1",
        "GET / HTTP/1.1.1|400|The request line has to end with HTTP/1.1",
        "GET / http/1.1|400|The request line has to end with HTTP/1.1",
        "GET / HTTP/2.0|505|Only HTTP/1.1 and HTTP/1.0 are spoken here",
        "PRI * HTTP/2.0|505|Only HTTP/1.1 and HTTP/1.0 are spoken here",
        "GET nothing HTTP/1.1|400|The target has to begin with a slash",
        "GET * HTTP/1.1|400|The target has to begin with a slash",
        "CONNECT here:80 HTTP/1.1|400|The target has to begin with a slash",
        "GET http://a@here/ HTTP/1.1|400|The target has to name a host and nobody at it",
        "GET http:///x HTTP/1.1|400|The target has to name a host and nobody at it",
        "GET /\u00e4 HTTP/1.1|400|The request line may have visible ASCII characters only",
        "GET /\t HTTP/1.1|400|The request line may have visible ASCII characters only",
      })
  void wrongRequestLine_isRefused(String line, int status, String detail) throws IOException {
    assertRefused(line + "\r\n" + HOST + "\r\n", status, detail);
  }

  @Test
  void missingHost_isRefusedUnlessTheClientIsOld() throws IOException {
    assertRefused("GET / HTTP/1.1\r\n\r\n", 400, "A request of HTTP/1.1 has to name its host");
    assertThat(talk("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200").endsWith("GET / -");
    assertRefused(
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
        400,
        "HTTP/1.0 has no Transfer-Encoding");
  }

  @ParameterizedTest
  @CsvSource({"' 5'", "5 5", "+5", "-5", "0x5", "''", "g", "1000000000000000", "\u0665"})
  void chunkWithoutASize_isRefused(String size) throws IOException {
    assertBadChunks(size + "\r\nhello\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "5\u000b#hello#0##",
    "5\u001f#hello#0##",
    "5;a=\0#hello#0##",
    "5#hello#0#x: a\u007f##",
  })
  void controlCharacterBetweenChunks_isRefused(String chunks) throws IOException {
    assertBadChunks(chunks.replace("#", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "5#helloX0##",
    "5#hello!#0##",
    "4#hello#0##",
    "5%nhello#0##",
    "5%rhello#0##",
    "5#hello%n0##"
  })
  void chunkThatEndsElsewhere_isRefused(String chunks) throws IOException {
    assertBadChunks(chunks.replace("#", "\r\n").replace("%n", "\n").replace("%r", "\r"));
  }

  private static void assertBadChunks(String chunks) throws IOException {
    String head = "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";
    assertRefused(head + chunks, 400, "The chunks of the body are not what they say");
  }

  @Test
  void chunksWithExtensionsAndTrailers_areRead() throws IOException {
    String answers =
        talk(
            "POST /a HTTP/1.1\r\n"
                + HOST
                + "Transfer-Encoding: Chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n01 \r\n!\r\n0\r\n"
                + "X-Sum: 1\r\nContent-Length: 99\r\n\r\n"
                + "GET /b HTTP/1.1\r\nConnection: close\r\n"
                + HOST
                + "\r\n");
    assertThat(answers).contains("POST /a hello!").endsWith("GET /b -");
  }

  @Test
  void endlessTrailers_areRefused() throws IOException {
    StringBuilder trailers = new StringBuilder("0\r\n");
    for (int i = 0; i < 700; i++) {
      trailers.append("x: ").append("y".repeat(100)).append("\r\n");
    }
    assertBadChunks(trailers.toString());
  }

  @Test
  @Timeout(10)
  void longCoding_takesNoTime() throws IOException {
    String head = "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: ";
    for (int i = 0; i < 4; i++) {
      assertRefused(
          head + "a".repeat(60_000) + "\r\n\r\n", 400, "Transfer-Encoding has to end with chunked");
    }
  }

  @Test
  void sameLengthTwice_isOneLength() throws IOException {
    String head = "POST / HTTP/1.1\r\n" + HOST + "Connection: close\r\n";
    assertThat(talk(head + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"))
        .endsWith("POST / hello");
    assertThat(talk(head + "Content-Length: 5, 5\r\n\r\nhello")).endsWith("POST / hello");
  }

  @Test
  void headBeyondItsBounds_isRefused() throws IOException {
    assertRefused("GET /" + "a".repeat(16 * 1024), 414, "The request line is too long");
    String line = "GET / HTTP/1.1\r\n" + HOST;
    assertRefused(
        line + "X: " + "a".repeat(64 * 1024), 431, "The headers are larger than 65536 bytes");
    assertRefused(line + "X: 1\r\n".repeat(200) + "\r\n", 431, "There are more than 200 headers");
    assertThat(talk(line + "X: 1\r\n".repeat(198) + "Connection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void absoluteTarget_bringsItsHost() throws IOException {
    assertThat(talk("GET HTTP://there:5/x?y HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n"))
        .endsWith("GET /x?y -");
    assertThat(talk("GET http://there?y HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n"))
        .endsWith("GET /?y -");
    assertThat(talk("OPTIONS * HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n"))
        .endsWith("OPTIONS /* -");
  }

  @Test
  void blankLinesBeforeARequest_arePassedOver() throws IOException {
    assertThat(talk("\r\n\r\nGET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    assertRefused(
        "\r\n".repeat(20), 400, "The request line has to be a method, a target and a version");
  }
}
