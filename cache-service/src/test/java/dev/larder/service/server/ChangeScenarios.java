package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Scenario 27 and updates: entries that change, and many at once. */
abstract class ChangeScenarios extends AcceptanceSuite.Group {

  private static final int THREADS = 32;

  ChangeScenarios(AcceptanceSuite suite) {
    super(suite);
  }

  @Test
  void updatedString_keepsHashAndDocuments() {
    String id = stored("old");
    Answer update = wire().json(ns + "/update/" + id + "/string", "\"né\"").is(200);
    assertThat(update.at("updated_content").asBoolean()).isTrue();
    assertThat(update.at("updated_hash").asBoolean()).isFalse();
    assertThat(update.at("updated_metadata").asBoolean()).isFalse();
    assertThat(update.at("updated_id_ref").asBoolean()).isFalse();
    assertThat(update.strings("paths")).hasSize(1);
    // The bytes of "n\u00e9" as it is kept, with its quotes; or two characters.
    assertThat(update.at("size").asInt()).isEqualTo(has(Difference.UPDATES_REPORT_BYTES) ? 9 : 2);
    Answer read = wire().get(ns + "/retrieve/" + id).is(200);
    assertThat(read.string("data")).isEqualTo("né");
    assertThat(read.string("metadata.cache_hash")).isEqualTo(update.string("cache_hash"));
  }

  @Test
  void updatedWithAnotherKind_isReadAsThat() {
    String id = stored("old");
    Answer update = wire().json(ns + "/update/" + id + "/json", "{\"a\":1,\"b\":2}").is(200);
    assertThat(update.at("size").asInt()).isEqualTo(has(Difference.UPDATES_REPORT_BYTES) ? 26 : 2);
    Answer read = wire().get(ns + "/retrieve/" + id).is(200);
    assertThat(read.string("data_type")).isEqualTo("json");
    assertThat(read.at("data.b").asInt()).isEqualTo(2);
  }

  @Test
  void bytesInATextEntry_areBytes() {
    String id = stored("old");
    wire().bytes(ns + "/update/" + id + "/binary", (byte) 0xff, (byte) 1).is(200);
    boolean readable = has(Difference.BYTES_IN_TEXT_ENTRIES_ARE_READABLE);
    Answer read = wire().get(ns + "/retrieve/" + id + "/binary").is(readable ? 200 : 500);
    if (readable) {
      assertThat(read.bytes()).containsExactly(0xff, 1);
    }
  }

  @Test
  void updatedBinary_isReadAsItIs() {
    String id = wire().bytes(ns + "/direct/store/binary", (byte) 1).string("cache_id");
    assertThat(
            wire().bytes(ns + "/update/" + id + "/binary", (byte) 2, (byte) 3).at("size").asInt())
        .isEqualTo(2);
    assertThat(wire().get(ns + "/retrieve/" + id + "/binary").bytes()).containsExactly(2, 3);
  }

  @Test
  void updateOfNothing_fails() {
    String target = ns + "/update/" + AcceptanceSuite.NOBODY + "/string";
    Answer answer = wire().json(target, "\"x\"").is(500);
    assertThat(answer.string("detail.error_type")).isEqualTo("UPDATE_FAILED");
    assertThat(answer.string("detail.message"))
        .isEqualTo("Failed to update cache entry " + AcceptanceSuite.NOBODY);
    assertThat(wire().json(target, "\"\"").is(400).string("detail.field_name")).isEqualTo("data");
  }

  @Test
  void deletedEntry_takesItsChildrenWithIt() {
    String target = ns + "/key_based/store/json/with/children?file_id=f";
    String first = wire().json(target, "{}").string("cache_id");
    wire().text(children(first) + "/store/string/deep/down/a", "child").is(200);
    wire().json(children(first) + "/store/json/b", "{}").is(200);
    Answer deleted = wire().delete(ns + "/delete/" + first).is(200);
    boolean gone = has(Difference.CHILDREN_GO_WITH_THEIR_ENTRY);
    assertThat(deleted.at("deleted_count").asInt()).isEqualTo(gone ? 7 : 5);
    String second = wire().json(target, "{}").string("cache_id");
    assertThat(wire().get(children(second) + "/list").at("file_count").asInt())
        .isEqualTo(gone ? 0 : 2);
  }

  @Test
  void manyStoresOfOneText_areAllReadable() throws Exception {
    List<String> ids = together(() -> stored("the same"));
    for (String id : ids) {
      assertThat(wire().get(ns + "/retrieve/" + id + "/string").is(200).text())
          .isEqualTo("the same");
    }
    String hash = wire().get(ns + "/retrieve/" + ids.get(0)).string("metadata.cache_hash");
    Answer refs = wire().get(ns + "/retrieve/hash/" + hash + "/refs-hash").is(200);
    List<String> found = refs.at("cache_ids").findValuesAsText("cache_id");
    if (has(Difference.HASH_REFERENCES_ARE_COMPLETE)) {
      assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(refs.at("total_versions").asInt()).isEqualTo(THREADS);
    } else {
      assertThat(ids).containsAll(found);
    }
  }

  @Test
  void manyConditionalStores_makeOneEntry() throws Exception {
    List<String> ids =
        together(
            () ->
                wire()
                    .with("x-larder-if-absent", "true")
                    .json(
                        ns + "/key_based/store/json/k?file_id=f&json_field_path=id",
                        "{\"id\":\"one\"}")
                    .is(200)
                    .string("cache_id"));
    assertThat(ids.stream().distinct().count() == 1)
        .isEqualTo(has(Difference.STORES_CAN_BE_CONDITIONAL));
  }

  private static List<String> together(Callable<String> call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<String> results = new ArrayList<>();
      for (Future<String> each : pool.invokeAll(Collections.nCopies(THREADS, call))) {
        results.add(each.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
