package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is left of a process that was killed while it stored or deleted. */
class InterruptedWriteTest {

  private static final String HASH = "b94d27b9934d3e08";
  private static final int WRITES_OF_A_STORE = 7;

  private static String store(Wire wire) {
    return wire.text("/n/direct/store/string", "hello world").is(200).string("cache_id");
  }

  private static List<String> members(Wire wire) {
    Answer refs = wire.get("/n/retrieve/hash/" + HASH + "/refs-hash");
    return refs.status() == 404
        ? List.of()
        : refs.is(200).at("cache_ids").findValuesAsText("cache_id");
  }

  private static void assertComplete(Wire wire) {
    List<String> ids = wire.get("/n/file-ids").is(200).strings("");
    for (String id : ids) {
      assertThat(wire.get("/n/retrieve/" + id + "/string").is(200).text()).isEqualTo("hello world");
      wire.get("/n/retrieve/" + id + "/metadata").is(200);
      wire.get("/n/retrieve/" + id + "/config").is(200);
    }
    assertThat(members(wire)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(wire.get("/n/exists/hash/" + HASH).at("exists").asBoolean())
        .isEqualTo(!ids.isEmpty());
  }

  @Test
  void killedWhileStoring_everyVisibleIdIsComplete() {
    for (int writes = 0; writes <= WRITES_OF_A_STORE + 1; writes++) {
      for (int seed = 0; seed < 20; seed++) {
        Storage storage = Twins.memory();
        Wire before = new Wire(Twins.over(storage));
        List<String> ids = new ArrayList<>(List.of(store(before), store(before), store(before)));
        DyingStorage dying = new DyingStorage(storage, writes, seed);
        int status =
            new Wire(Twins.over(dying)).text("/n/direct/store/string", "hello world").status();
        assertThat(status).isIn(200, 503);
        Wire after = new Wire(Twins.over(storage));
        assertComplete(after);
        assertThat(members(after)).startsWith(ids.toArray(new String[0]));
        ids.add(store(after));
        assertComplete(after);
        for (String id : ids) {
          assertThat(after.delete("/n/delete/" + id).string("status")).isEqualTo("success");
          assertComplete(after);
        }
        storage.close();
      }
    }
  }

  @Test
  void killedWhileDeleting_theOthersStayAndTheDeleteCanBeFinished() {
    for (int writes = 0; writes <= WRITES_OF_A_STORE + 1; writes++) {
      for (int which = 0; which < 4; which++) {
        Storage storage = Twins.memory();
        Wire before = new Wire(Twins.over(storage));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          ids.add(store(before));
        }
        String gone = ids.remove(which);
        DyingStorage dying = new DyingStorage(storage, writes, which);
        assertThat(new Wire(Twins.over(dying)).delete("/n/delete/" + gone).status()).isIn(200, 503);
        Wire after = new Wire(Twins.over(storage));
        assertThat(members(after)).containsSubsequence(ids);
        assertThat(after.delete("/n/delete/" + gone).is(200).string("status"))
            .isIn("success", "partial", "not_found");
        assertComplete(after);
        assertThat(members(after)).isEqualTo(ids);
        storage.close();
      }
    }
  }

  @Test
  void manyStoresAndDeletes_hashNamesWhatIsThere() {
    Random random = new Random(20261121);
    Wire wire = new Wire(Twins.over(Twins.memory()));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      if (ids.isEmpty() || random.nextInt(5) < 3) {
        ids.add(store(wire));
      } else {
        String gone = ids.remove(random.nextInt(ids.size()));
        int count = wire.delete("/n/delete/" + gone).is(200).at("deleted_count").asInt();
        assertThat(count).isEqualTo(ids.isEmpty() ? 5 : 4);
      }
      if (i % 50 == 0) {
        assertThat(members(wire)).isEqualTo(ids);
      }
    }
    assertThat(members(wire)).isEqualTo(ids);
    assertThat(wire.get("/n/retrieve/hash/" + HASH + "/cache-id").string("cache_id"))
        .isEqualTo(ids.get(ids.size() - 1));
  }
}
