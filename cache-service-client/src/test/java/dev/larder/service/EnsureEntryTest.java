package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CacheException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EnsureEntryTest {

  private static final String KEY = "sessions/s1/targets/t1";
  private static final String HASH = "af7fe50828bcc5b3";
  private static final String ID = "00000000-0000-0000-0000-00000000000%d";

  /** What the service's reference of the hash lists. */
  private final List<String> ids = new ArrayList<>();

  private synchronized byte[] answer(RawServer.Request request) {
    if (request.method().equals("POST")) {
      ids.add(ID.formatted(ids.size() + 1));
      return RawServer.response(
          200,
          RawServer.NEW_ENTRY
              .replace("637a6e0e-8817-402e-b999-105114cc72da", ids.get(ids.size() - 1))
              .replace("d76a7b72669c9cec", HASH));
    }
    return ids.isEmpty()
        ? RawServer.response(404, "{\"detail\":\"Cache entry not found\"}")
        : RawServer.response(200, refs());
  }

  private String refs() {
    List<String> versions =
        ids.stream().map(id -> "{\"cache_id\":\"" + id + "\",\"timestamp\":1}").toList();
    return "{\"cache_hash\":\"%s\",\"cache_ids\":[%s],\"latest_id\":\"%s\",\"total_versions\":%d}"
        .formatted(HASH, String.join(",", versions), ids.get(ids.size() - 1), ids.size());
  }

  private RawServer server() {
    return new RawServer((r, out) -> out.write(answer(r)));
  }

  @Test
  void missingEntry_isMade() {
    try (RawServer server = server();
        CacheServiceClient client = server.client()) {
      assertThat(client.findEntry("n", KEY)).isEmpty();
      assertThat(client.ensureEntry("n", KEY, Map.of("session_name", "s1")))
          .isEqualTo(ID.formatted(1));
      RawServer.Request store = server.requests().get(2);
      assertThat(store.target())
          .isEqualTo(
              "/n/key_based/store/json/sessions/s1/targets/t1"
                  + "?file_id=perf-entry&json_field_path=cache_key");
      assertThat(store.text())
          .isEqualTo("{\"session_name\":\"s1\",\"cache_key\":\"sessions/s1/targets/t1\"}");
      assertThat(store.header("x-larder-if-absent")).isEqualTo("true");
    }
  }

  @Test
  void entryThatIsThere_costsOneRoundTrip() {
    ids.add(ID.formatted(1));
    try (RawServer server = server();
        CacheServiceClient client = server.client()) {
      assertThat(client.ensureEntry("n", KEY)).isEqualTo(ID.formatted(1));
      assertThat(server.requests()).hasSize(1);
      assertThat(server.last().target()).isEqualTo("/n/retrieve/hash/" + HASH + "/refs-hash");
      assertThat(client.findEntry("n", KEY)).contains(ID.formatted(1));
    }
  }

  @Test
  void racersOfOtherProcesses_takeTheFirstId() {
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  byte[] answer = answer(r);
                  if (r.method().equals("POST")) {
                    ids.add(0, ID.formatted(9));
                  }
                  out.write(answer);
                });
        CacheServiceClient client = server.client()) {
      assertThat(client.ensureEntry("n", KEY)).isEqualTo(ID.formatted(9));
    }
  }

  @Test
  void idThatTheServiceLost_isUsedAllTheSame() {
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  byte[] answer = answer(r);
                  ids.clear();
                  out.write(answer);
                });
        CacheServiceClient client = server.client()) {
      assertThat(client.ensureEntry("n", KEY)).isEqualTo(ID.formatted(1));
    }
  }

  @Test
  void threadsOfOneClient_makeOneEntry() throws Exception {
    int threads = 32;
    CountDownLatch start = new CountDownLatch(1);
    ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (RawServer server = server();
        CacheServiceClient client = server.client()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            pool.submit(
                () -> {
                  start.await();
                  return found.add(client.ensureEntry("n", KEY));
                }));
      }
      start.countDown();
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(Set.copyOf(found)).containsExactly(ID.formatted(1));
      assertThat(server.requests())
          .filteredOn(request -> request.method().equals("POST"))
          .hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void failureOfTheFirst_isNotThatOfTheOthers() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean failed = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (RawServer server =
            new RawServer(
                (r, out) -> {
                  entered.countDown();
                  if (failed.compareAndSet(false, true)) {
                    go.await();
                    out.write(RawServer.response(500, "{\"detail\":\"once\"}"));
                  } else {
                    out.write(answer(r));
                  }
                });
        CacheServiceClient client = server.client()) {
      Future<String> first = pool.submit(() -> client.ensureEntry("n", KEY));
      entered.await();
      Future<String> second = pool.submit(() -> client.ensureEntry("n", KEY));
      go.countDown();
      assertThatThrownBy(first::get).hasCauseInstanceOf(CacheException.class);
      assertThat(second.get()).isEqualTo(ID.formatted(1));
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void keys_haveEntriesOfTheirOwn() {
    Set<String> targets = new TreeSet<>();
    try (RawServer server = server();
        CacheServiceClient client = server.client()) {
      client.findEntry("n", KEY);
      client.findEntry("n", KEY + "2");
      client.findEntry("m", KEY);
      server.requests().forEach(request -> targets.add(request.target()));
    }
    assertThat(targets).hasSize(3);
  }
}
