package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests made at random of what may hurt: never a failure of the service itself. */
class FuzzTest {

  private static final int REQUESTS = Integer.getInteger("larder.fuzz", 100_000);
  private static final List<String> WORDS =
      List.of(
          "ns",
          "direct",
          "key_based",
          "temporal_latest",
          "store",
          "string",
          "json",
          "binary",
          "retrieve",
          "hash",
          "exists",
          "id",
          "update",
          "delete",
          "all",
          "cache",
          "data",
          "list",
          "zip",
          "create",
          "files",
          "file",
          "add",
          "from",
          "bytes",
          "batch",
          "operations",
          "admin",
          "storage",
          "in",
          "content",
          "html",
          "folders",
          "stats",
          "file-ids",
          "entries",
          "namespaces",
          "info",
          "server",
          "test-data",
          "clear",
          "b94d27b9934d3e08",
          "00000000-0000-0000-0000-000000000000");
  private static final List<String> HARM =
      List.of(
          "..",
          "%2e%2e",
          "%2E%2E%2F",
          "..%2f..%2f",
          ".",
          "%2F",
          "%5C",
          "\\",
          "%00",
          "%0A",
          "%0d",
          "%",
          "%z",
          "%C3%28",
          "%FF",
          "%ED%A0%80",
          "%F0%9F%98%80",
          "é",
          "!",
          "!!",
          "~",
          "%25",
          "%2525",
          "%hash",
          "%25hash",
          "..;",
          "con",
          "nul.",
          " ",
          "%20",
          "+",
          "'",
          "\"",
          "<",
          "{}",
          "${jndi:x}",
          ":",
          "*",
          "?",
          "a".repeat(600),
          "/".repeat(40),
          "a/".repeat(300));
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/JSON; charset=latin1",
          "text/plain",
          "",
          ";",
          "a/b",
          "application/x+json",
          "application/zip",
          "application/octet-stream");
  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "{}",
          "[]",
          "\"\"",
          "\"x\"",
          "{\"a\":",
          "{\"a\":1e999}",
          "NaN",
          "\ufeff{}",
          "{\"a\":\"\\ud800\"}",
          "[".repeat(3_000),
          "{\"a\":".repeat(700),
          "1".repeat(5_000),
          "{\"html\":5}",
          "{\"operations\":[{\"action\":\"add\",\"path\":\"../x\",\"content\":\"c\"}]}",
          "{\"operations\":[{\"action\":\"remove\",\"path\":\"*\",\"pattern\":\"[!\"}]}",
          "{\"operations\":[{\"path\":5}]}",
          "{\"atomic\":1}",
          "PK\u0005\u0006" + "\0".repeat(18),
          "PK\u0005\u0006" + "\u0001".repeat(18),
          "hello");

  private final long seed = Long.getLong("larder.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private String lastId = AcceptanceSuite.NOBODY;

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  @Test
  void randomRequests_areAnsweredAndStayInside() {
    try (Storage storage = Twins.memory()) {
      sendTo(storage, REQUESTS);
      assertInside(storage);
    }
  }

  @Test
  void randomRequestsOnDisk_leaveNoFileElsewhere(@TempDir Path directory) throws IOException {
    try (Storage storage = Twins.disk(directory.resolve("root"))) {
      sendTo(storage, REQUESTS / 10);
      assertInside(storage);
    }
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all)
          .as("-Dlarder.seed=" + seed)
          .allSatisfy(
              path ->
                  assertThat(directory.relativize(path).toString())
                      .matches(
                          "|root(/control|/larder\\.format|/lock|/segments(/[0-9a-f]{8}\\.(seg|hint))?"
                              + "|/large(/[0-9a-f]{2}(/[0-9a-f]{16}\\.val)?)?)?"));
    }
  }

  private void sendTo(Storage storage, int requests) {
    System.out.println("FuzzTest: -Dlarder.seed=" + seed);
    CacheService service =
        CacheService.open(
            CacheServerConfig.builder(storage).withoutKey().maxDocument(1 << 20).build());
    List<Route> routes = service.routes();
    Wire wire = new Wire(service);
    for (int i = 0; i < requests; i++) {
      boolean wild = random.nextInt(3) == 0;
      String target = (wild ? wildPath() : path(any(routes).pattern())) + query();
      Method method = any(List.of(Method.values()));
      RequestBody body = method == Method.POST ? body() : null;
      Wire with = random.nextInt(8) == 0 ? wire.with("content-encoding", "gzip") : wire;
      check(with.send(method, target, body), method + " " + target);
    }
  }

  private void check(Answer answer, String what) {
    boolean updateOfNothing =
        answer.status() == 500 && answer.text().contains("\"error_type\":\"UPDATE_FAILED\"");
    assertThat(updateOfNothing || (answer.status() >= 200 && answer.status() < 500))
        .as("%s: %s %s; -Dlarder.seed=%s", what, answer.status(), answer.text(), seed)
        .isTrue();
    if (answer.status() == 200 && answer.text().startsWith("{\"cache_id\":\"")) {
      lastId = answer.text().substring(13, 49);
    }
  }

  private String path(String pattern) {
    StringBuilder path = new StringBuilder();
    for (String part : pattern.substring(1).split("/")) {
      path.append('/');
      if (!part.startsWith("{")) {
        path.append(part);
      } else if (part.equals("{cache_id}") && random.nextInt(4) > 0) {
        path.append(lastId);
      } else if (part.equals("{strategy}") && random.nextInt(4) > 0) {
        path.append("key_based");
      } else {
        path.append(part.endsWith("*}") ? words(3) : words(1));
      }
    }
    return path.toString();
  }

  private String words(int most) {
    StringBuilder words = new StringBuilder();
    for (int i = random.nextInt(most + 1); i >= 0; i--) {
      words.append(random.nextInt(3) == 0 ? any(HARM) : any(WORDS)).append(i > 0 ? "/" : "");
    }
    return words.toString();
  }

  private String wildPath() {
    StringBuilder path = new StringBuilder("/");
    for (int i = random.nextInt(7); i > 0; i--) {
      path.append(random.nextInt(4) == 0 ? any(HARM) : any(WORDS)).append(i > 1 ? "/" : "");
    }
    return path.toString();
  }

  private String query() {
    return switch (random.nextInt(6)) {
      case 0 -> "?file_id=" + any(HARM);
      case 1 -> "?json_field_path=" + any(List.of("a", "a.b", "..", ".", "%FF", "a%2e.b", "html"));
      case 2 -> "?recursive=" + any(List.of("true", "no", "%00", "", "2"));
      case 3 -> "?limit=" + any(List.of("1", "-1", "99999999999", "x")) + "&q=%&after=" + any(HARM);
      case 4 -> "?" + any(HARM) + "&&=&=x&a";
      default -> "";
    };
  }

  private RequestBody body() {
    byte[] bytes;
    if (random.nextInt(4) == 0) {
      bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
    } else {
      bytes = any(BODIES).getBytes(StandardCharsets.UTF_8);
    }
    return RequestBody.of(Blob.wrap(bytes), any(TYPES));
  }

  private static void assertInside(Storage storage) {
    KeyQuery query = KeyQuery.in(Namespace.of("cache-service")).withPageSize(10_000);
    while (true) {
      KeyPage page = storage.listKeys(query);
      for (CacheKey key : page.keys()) {
        assertThat(key.name())
            .matches(
                "%hash/[A-Za-z0-9_%-]+/[0-9a-f]{16}/[0-9a-f-]{36}"
                    + "|([A-Za-z0-9_-]{1,128}/)?(data/(direct|temporal|temporal-latest"
                    + "|temporal-versioned|key-based)|refs/by-(id|hash))/.+");
        assertThat(key.name().split("/")).doesNotContain("..");
      }
      if (page.nextCursor().isEmpty()) {
        return;
      }
      query = query.after(page.nextCursor().get());
    }
  }
}
