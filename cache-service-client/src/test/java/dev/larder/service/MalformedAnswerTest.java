package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are none. */
class MalformedAnswerTest {

  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";
  private static final String BINARY = "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream";

  private static void assertRefused(RawServer server, String what) {
    CacheServiceConfig config = server.config().timeout(Duration.ofSeconds(10)).build();
    try (CacheServiceClient client = CacheServiceClient.open(config)) {
      CacheException failure =
          catchThrowableOfType(CacheException.class, () -> client.retrieve("n").id(ID).binary());
      assertThat(failure)
          .hasMessage(
              "retrieve binary: GET "
                  + server.uri()
                  + "/n/retrieve/"
                  + ID
                  + "/binary: "
                  + what
                  + "; is there a cache service at this URL?");
      assertThat(failure.code()).isEqualTo(Code.INTERNAL);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSH-2.0-OpenSSH_9.2 | the answer is not HTTP/1.1",
        "HTTP/2 200 | the answer is not HTTP/1.1",
        "HTTP/1.1 2x0 OK | the answer has no status",
        "HTTP/1.1 200 OK#: x | the answer has a header without a name",
        "HTTP/1.1 200 OK#content-length: -1 | the answer has a length that is none: -1",
        "HTTP/1.1 200 OK#content-length: x | the answer has a length that is none: x",
      })
  void whatIsNoAnswer_isAFailureOfItsOwn(String head, String what) {
    String answer = head.replace("#", "\r\n") + "\r\n\r\n";
    try (RawServer server = new RawServer((r, out) -> out.write(RawServer.bytes(answer)))) {
      assertRefused(server, what);
    }
  }

  @ParameterizedTest
  @CsvSource({"x", "-1", "''", "ffffffffffffffffff"})
  void chunkWithoutASize_isAFailureOfItsOwn(String size) {
    String answer = BINARY + "\r\ntransfer-encoding: chunked\r\n\r\n" + size + "\r\nabc";
    try (RawServer server = new RawServer((r, out) -> out.write(RawServer.bytes(answer)))) {
      assertRefused(server, "the answer has a chunk without a size");
    }
  }

  @Test
  void endlessHead_isCutOff() {
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              out.write(RawServer.bytes("HTTP/1.1 200 OK\r\nx: "));
              out.write(new byte[70_000]);
            })) {
      assertRefused(server, "the head of the answer is larger than 65536 bytes");
    }
  }
}
