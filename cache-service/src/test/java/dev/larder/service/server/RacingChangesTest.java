package dev.larder.service.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests see of others that are under way: one is let in before each call of another. */
class RacingChangesTest {

  private static final String BY_HASH = "/n/retrieve/hash/b94d27b9934d3e08";

  private static String store(Wire wire) {
    return wire.bytes("/n/direct/store/binary", "hello world".getBytes(UTF_8))
        .is(200)
        .string("cache_id");
  }

  /** Does both, the second one before each call of the storage that the first one makes. */
  private static void inEveryOrder(
      Consumer<Wire> setUp, Consumer<Wire> first, Consumer<Wire> second, Consumer<Wire> check) {
    boolean disturbed = true;
    for (int calls = 0; disturbed; calls++) {
      try (Storage memory = Twins.memory()) {
        DisturbedStorage storage = new DisturbedStorage(memory);
        Wire wire = new Wire(Twins.over(storage));
        setUp.accept(wire);
        storage.disturb(calls, () -> second.accept(wire));
        first.accept(wire);
        disturbed = storage.wasDisturbed();
        if (disturbed) {
          check.accept(wire);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/string", "/json", "/binary", "/metadata", "/cache-id", "/refs-hash"})
  void readByHashWhileTheLatestIsDeleted_findsAnother(String route) {
    for (boolean text : new boolean[] {false, !route.equals("/json")}) {
      List<String> ids = new ArrayList<>();
      inEveryOrder(
          wire -> {
            ids.clear();
            for (int i = 0; i < 4; i++) {
              ids.add(
                  text
                      ? wire.text("/n/direct/store/string", "hello world").string("cache_id")
                      : store(wire));
            }
          },
          wire -> {
            Answer read = wire.get(BY_HASH + route).is(200);
            if (route.equals("/metadata")) {
              assertThat(read.string("cache_id")).isIn(ids);
            } else if (route.equals("/refs-hash")) {
              assertThat(read.at("cache_ids").findValuesAsText("cache_id")).contains(ids.get(0));
            }
            assertThat(wire.get("/n/exists/hash/b94d27b9934d3e08").at("exists").asBoolean())
                .isTrue();
          },
          wire -> {
            for (int i = 3; i > 0; i--) {
              wire.delete("/n/delete/" + ids.get(i)).is(200);
            }
          },
          wire -> {});
    }
  }

  @Test
  void deleteOfTheLatest_letsReadersByHashFindAnother() {
    List<String> ids = new ArrayList<>();
    inEveryOrder(
        wire -> {
          ids.clear();
          ids.addAll(List.of(store(wire), store(wire), store(wire)));
        },
        wire -> wire.delete("/n/delete/" + ids.get(2)).is(200),
        wire -> {
          assertThat(wire.get(BY_HASH + "/binary").is(200).text()).isEqualTo("hello world");
          assertThat(wire.get(BY_HASH + "/refs-hash").at("cache_ids").findValuesAsText("cache_id"))
              .startsWith(ids.get(0), ids.get(1));
        },
        wire -> {});
  }

  @Test
  void storeBesideAClear_leavesAllOfTheEntryOrNothing() {
    bothWays(
        wire -> {
          store(wire);
          store(wire);
        },
        RacingChangesTest::store,
        RacingChangesTest::assertComplete);
  }

  @Test
  void updateBesideAClear_leavesNothing() {
    String file = "/n/key_based/store/string/k?file_id=f";
    List<String> ids = new ArrayList<>();
    bothWays(
        wire -> {
          ids.clear();
          ids.add(wire.text(file, "hello world").string("cache_id"));
        },
        wire -> wire.text("/n/update/" + ids.get(0) + "/string", "x"),
        wire -> assertThat(wire.get("/n/stats").at("total_files").asInt()).isZero());
  }

  @Test
  void childBesideAClear_leavesNothing() {
    List<String> ids = new ArrayList<>();
    bothWays(
        wire -> {
          ids.clear();
          ids.add(store(wire));
        },
        wire -> wire.text("/n/cache/" + ids.get(0) + "/data/store/string/c", "x"),
        wire -> assertThat(wire.get("/n/stats").at("total_files").asInt()).isZero());
  }

  @Test
  void childStoredWhileChildrenAreListedFirst_isListed() {
    List<String> ids = new ArrayList<>();
    Consumer<Wire> setUp =
        wire -> {
          ids.clear();
          ids.add(store(wire));
        };
    Consumer<Wire> list = wire -> wire.get("/n/cache/" + ids.get(0) + "/data/list").is(200);
    Consumer<Wire> child =
        wire -> wire.text("/n/cache/" + ids.get(0) + "/data/store/string/c", "x").is(200);
    Consumer<Wire> check =
        wire ->
            assertThat(wire.get("/n/cache/" + ids.get(0) + "/data/list").at("file_count").asInt())
                .isEqualTo(1);
    inEveryOrder(setUp, child, list, check);
    inEveryOrder(setUp, list, child, check);
  }

  /** Does something before each call of a clear, and a clear before each of its calls. */
  private static void bothWays(Consumer<Wire> setUp, Consumer<Wire> change, Consumer<Wire> check) {
    Consumer<Wire> clear = wire -> wire.delete("/test-data/clear/n").is(200);
    besides(setUp, clear, change, check);
    besides(setUp, change, clear, check);
  }

  private static void besides(
      Consumer<Wire> setUp, Consumer<Wire> first, Consumer<Wire> second, Consumer<Wire> check) {
    List<Thread> other = new ArrayList<>();
    inEveryOrder(
        setUp,
        first,
        wire -> other.add(startedUntilItWaits(() -> second.accept(wire))),
        wire -> {
          other.forEach(RacingChangesTest::join);
          check.accept(wire);
        });
  }

  /** Starts the thread and returns when it has ended or waits for somebody. */
  private static Thread startedUntilItWaits(Runnable action) {
    Thread thread = new Thread(action);
    thread.start();
    while (thread.getState() != Thread.State.TERMINATED
        && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void assertComplete(Wire wire) {
    List<String> ids = wire.get("/n/file-ids").is(200).strings("");
    for (String id : ids) {
      assertThat(wire.get("/n/retrieve/" + id + "/binary").is(200).text()).isEqualTo("hello world");
      wire.get("/n/retrieve/" + id + "/config").is(200);
      wire.get("/n/retrieve/" + id + "/metadata").is(200);
    }
    assertThat(
            ids.isEmpty()
                ? List.of()
                : wire.get(BY_HASH + "/refs-hash").at("cache_ids").findValuesAsText("cache_id"))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(wire.get("/n/stats").at("total_files").asInt()).isEqualTo(ids.isEmpty() ? 0 : 5);
  }

  @Test
  void clearOfNoName_leavesTheReferencesByHash() {
    try (Storage storage = Twins.memory()) {
      Wire wire = new Wire(Twins.over(storage));
      wire.text("/%20/direct/store/string", "hello world").is(200);
      wire.delete("/test-data/clear/%20").is(200);
      assertThat(
              wire.get("/%20/retrieve/hash/b94d27b9934d3e08/refs-hash")
                  .at("total_versions")
                  .asInt())
          .isEqualTo(1);
    }
  }
}
