package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceErrorsTest {

  private static final ServiceErrors ERRORS = new ServiceErrors("http://host:1", "x-api-key");
  private static final ServiceCall CALL =
      ServiceCall.get("retrieve string", Target.in("n").then("a").query("q", "not for messages"));
  private static final String PREFIX = "retrieve string: GET http://host:1/n/a: ";

  private static ServiceAnswer answer(int status, String type, String body) {
    return new ServiceAnswer(status, type, true, Optional.of("http://other/"), Blob.ofText(body));
  }

  private static ServiceAnswer json(int status, String body) {
    return answer(status, "application/json", body);
  }

  private static void assertMessage(ServiceAnswer answer, String message) {
    assertThat(ERRORS.of(CALL, answer)).hasMessage(PREFIX + message);
  }

  @Test
  void everyStatus_hasItsCode() {
    Map<Integer, Code> special = new TreeMap<>();
    for (int unsupported : new int[] {400, 404, 405, 415, 501}) {
      special.put(unsupported, Code.UNSUPPORTED);
    }
    for (int denied : new int[] {401, 403, 407}) {
      special.put(denied, Code.PERMISSION_DENIED);
    }
    for (int unavailable : new int[] {429, 502, 503}) {
      special.put(unavailable, Code.UNAVAILABLE);
    }
    special.put(408, Code.TIMEOUT);
    special.put(504, Code.TIMEOUT);
    special.put(413, Code.TOO_LARGE);
    special.put(507, Code.NO_SPACE);
    for (int status = 100; status < 1000; status++) {
      CacheException failure = ERRORS.of(CALL, json(status, "{\"detail\":\"x\"}"));
      Code expected = special.getOrDefault(status, Code.INTERNAL);
      assertThat(failure.code()).as("status " + status).isEqualTo(expected);
      assertThat(ServiceErrors.isPassing(status)).isEqualTo(failure.isRetryable());
      assertThat(failure).hasMessageStartingWith(PREFIX + "answered " + status + " x; ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // The seven shapes, and none.
        "401 | {\"data\":null,\"error\":null,\"message\":\"Invalid API key value\",\"status\":\"error\"}"
            + " | answered 401 Invalid API key value; check the key that is sent as x-api-key",
        "400 | {\"detail\":[{\"type\":\"enum\",\"loc\":[\"path\",\"strategy\"],\"msg\":\"Input should be x\",\"input\":\"y\"},{\"loc\":[],\"msg\":\"two\"}]}"
            + " | answered 400 path.strategy: Input should be x; two; the service does not take this request",
        "500 | {\"detail\":{\"error_type\":\"UPDATE_FAILED\",\"message\":\"Failed to update\"}}"
            + " | answered 500 Failed to update; look into the log of the service",
        "415 | {\"detail\":\"Data is string, not JSON\"}"
            + " | answered 415 Data is string, not JSON; the service does not take this request",
        "500 | {\"detail\":\"An unexpected error occurred.\",\"error\":\"Field 'x' not found\\nmore\",\"stack_trace\":\"secret places\"}"
            + " | answered 500 Field 'x' not found; look into the log of the service",
        "404 | `` | answered 404; check the URL, and the version of the service",
        "404 | {\"error_type\":\"FILE_NOT_FOUND\",\"resource\":\"file\",\"message\":\"The file is not there\",\"path\":\"p\"}"
            + " | answered 404 The file is not there; check the URL, and the version of the service",
        "404 | {\"detail\":\"Not Found\"}"
            + " | answered 404 no such route; check the URL, and the version of the service",
        "405 | {\"detail\":\"Method Not Allowed\"}"
            + " | answered 405 Method Not Allowed; check the URL, and the version of the service",
        "413 | {\"detail\":\"too large\"}"
            + " | answered 413 too large; raise the limit of the service, or store less",
        "503 | {\"detail\":\"busy\"} | answered 503 busy; try again later",
        "429 | {} | answered 429; try again later",
        "507 | {\"detail\":\"full\"} | answered 507 full; make room where the service stores",
        "307 | {\"detail\":\"x\"} | answered 307 x; it redirects to http://other/: use that URL",
        "502 | [1] | answered 502; this is no answer of a cache service: check the URL, and proxies"
            + " on the way",
        "500 | {broken | answered 500; this is no answer of a cache service: check the URL, and"
            + " proxies on the way",
      })
  void everyShape_hasItsMessage(int status, String body, String message) {
    assertMessage(json(status, body), message);
  }

  @Test
  void pageOfAProxy_isNamedAsOne() {
    assertMessage(
        answer(502, "text/html", "<html>Bad gateway</html>"),
        "answered 502; this is no answer of a cache service: check the URL, and proxies on the way");
    assertThat(ERRORS.ofType(CALL, answer(200, "text/html", "<html>"), "application/json"))
        .hasMessage(
            PREFIX
                + "answered text/html where application/json was expected; is there a cache service"
                + " at this URL, or a proxy's page?");
  }

  @Test
  void longMessage_isCut() {
    assertMessage(
        json(500, "{\"detail\":\"" + "x".repeat(1000) + "\"}"),
        "answered 500 " + "x".repeat(300) + "...; look into the log of the service");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"detail\":\"Cache entry not found\"}",
        "{\"detail\":{\"error_type\":\"NOT_FOUND\",\"message\":\"m\"}}",
        "{\"error_type\":\"FILE_NOT_FOUND\",\"message\":\"m\"}"
      })
  void missing_isMissing(String body) {
    assertThat(ServiceErrors.isMissing(json(404, body))).isTrue();
    assertThat(ServiceErrors.isMissing(json(500, body))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"detail\":\"Not Found\"}", "<html>", "[]", "{}", "null"})
  void routeThatIsNotThere_isAFailure(String body) {
    assertThat(ServiceErrors.isMissing(json(404, body))).isFalse();
  }

  @Test
  void emptyAnswerOfAnotherProgram_isAFailure() {
    ServiceAnswer answer = new ServiceAnswer(404, "", false, Optional.empty(), Blob.empty());
    assertThat(ServiceErrors.isMissing(answer)).isFalse();
    assertMessage(
        answer,
        "answered 404; this is no answer of a cache service: check the URL, and proxies on the way");
  }
}
