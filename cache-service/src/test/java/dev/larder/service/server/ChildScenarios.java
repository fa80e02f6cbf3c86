package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scenarios 7, 8, 9 and 22: the files of an entry. */
abstract class ChildScenarios extends AcceptanceSuite.Group {

  private static final String DOCUMENT = "{\"key\":\"value\",\"count\":42}";

  private String id;
  private String data;

  ChildScenarios(AcceptanceSuite suite) {
    super(suite);
  }

  @BeforeEach
  void storeEntry() {
    id =
        wire()
            .json(ns + "/key_based/store/json/sessions/s/targets/t?file_id=perf-entry", "{}")
            .is(200)
            .string("cache_id");
    data = children(id);
  }

  private void storeThree() {
    wire().json(data + "/store/json/results/data.json", DOCUMENT).is(200);
    wire().text(data + "/store/string/reports/r.md", "café").is(200);
    wire().bytes(data + "/store/binary/results/deep/b", (byte) 1, (byte) 2).is(200);
  }

  @Test
  void stored_isThereUnderBothSpellings() {
    Answer stored = wire().json(data + "/store/json/results/data.json", DOCUMENT).is(200);
    assertThat(stored.string("file_id")).isEqualTo("data_json");
    assertThat(stored.at("file_size").asInt()).isEqualTo(39);
    assertThat(stored.string("data_key")).isEqualTo("results");
    assertThat(stored.string("data_type")).isEqualTo("json");
    assertThat(stored.string("extension")).isEqualTo("json");
    assertThat(stored.strings("data_files_created"))
        .containsExactly(
            namespace
                + "/data/key-based/sessions/s/targets/t/perf-entry/data/results/data_json.json");
    for (String name : new String[] {"data.json", "data_json"}) {
      assertThat(wire().get(data + "/json/results/" + name).is(200).text()).isEqualTo(DOCUMENT);
    }
  }

  @Test
  void eachKind_isReadAsItWasStored() {
    storeThree();
    Answer text = wire().get(data + "/string/reports/r.md").is(200);
    assertThat(text.text()).isEqualTo("café");
    assertThat(text.type()).contains("text/plain; charset=utf-8");
    Answer bytes = wire().get(data + "/binary/results/deep/b").is(200);
    assertThat(bytes.bytes()).containsExactly(1, 2);
    assertThat(bytes.type()).contains("application/octet-stream");
    wire().get(data + "/string/results/deep/b").is(404);
  }

  @Test
  void list_isByFolder() {
    storeThree();
    Answer all = wire().get(data + "/list").is(200);
    assertThat(all.at("file_count").asInt()).isEqualTo(3);
    assertThat(all.at("total_size").asInt()).isEqualTo(46);
    assertThat(all.at("files").findValuesAsText("data_file_id"))
        .containsExactlyInAnyOrder("data_json", "r_md", "b");
    assertThat(all.at("files").findValuesAsText("data_type"))
        .containsExactlyInAnyOrder("json", "string", "binary");
    assertThat(count("/list/results?recursive=false")).isEqualTo(1);
    assertThat(count("/list/results")).isEqualTo(2);
    assertThat(count("/list/res")).isZero();
    assertThat(count("/list?recursive=no")).isZero();
    JsonNode file = wire().get(data + "/list/reports").at("files").get(0);
    assertThat(file.get("data_key").asText()).isEqualTo("reports");
    assertThat(file.get("file_size").asInt()).isEqualTo(5);
    assertThat(file.get("extension").asText()).isEqualTo("txt");
    assertThat(file.get("file_path").asText()).endsWith("/perf-entry/data/reports/r_md.txt");
  }

  private int count(String target) {
    return wire().get(data + target).is(200).at("file_count").asInt();
  }

  @Test
  void withoutName_getsANewOne() {
    Answer stored = wire().text(data + "/store/string", "x").is(200);
    assertThat(stored.string("file_id")).hasSize(36);
    assertThat(stored.string("data_key")).isEmpty();
    assertThat(wire().get(data + "/string/" + stored.string("file_id")).text()).isEqualTo("x");
    wire().text(data + "/store/string//f", "y").is(200);
    assertThat(wire().get(data + "/string/f").text()).isEqualTo("y");
  }

  @Test
  void oddFolders_areCleaned() {
    Answer spaced = wire().text(data + "/store/string/a%20b/f", "x").is(200);
    assertThat(spaced.string("data_key")).isEqualTo("a b");
    assertThat(spaced.strings("data_files_created").get(0)).endsWith("/data/a-b/f.txt");
    assertThat(wire().get(data + "/string/a%20b/f").is(200).text()).isEqualTo("x");
    assertThat(wire().get(data + "/list/a%20b").at("files").findValuesAsText("data_key"))
        .containsExactly("a-b");
    Answer up = wire().text(data + "/store/string/%2E%2E%2Fx/f", "y").is(200);
    assertThat(up.strings("data_files_created").get(0)).endsWith("/perf-entry/data/-/x/f.txt");
    Answer slashes = wire().text(data + "/store/string/a%2F%2Fb/f", "z").is(200);
    assertThat(slashes.strings("data_files_created").get(0)).endsWith("/data/a/b/f.txt");
  }

  @Test
  void update_onlyOfWhatIsThere() {
    wire().json(data + "/store/json/m", "{}").is(200);
    Answer update = wire().json(data + "/update/json/m", DOCUMENT).is(200);
    assertThat(update.at("success").asBoolean()).isTrue();
    assertThat(update.string("data_key")).isEmpty();
    assertThat(update.at("file_size").asInt()).isEqualTo(39);
    assertThat(update.string("file_path")).endsWith("/data/m.json");
    assertThat(wire().get(data + "/json/m").text()).isEqualTo(DOCUMENT);
    assertThat(wire().json(data + "/update/json/k/none", "{}").is(404).string("detail.message"))
        .isEqualTo("Data file 'none' not found in cache entry '" + id + "'");
    assertThat(wire().text(data + "/store/string/t", "x").at("file_size").asInt()).isEqualTo(1);
    assertThat(wire().json(data + "/update/string/t", "\"\"").is(400).string("detail.message"))
        .isEqualTo("String data cannot be empty");
    wire().bytes(data + "/store/binary/b", (byte) 1).is(200);
    wire().bytes(data + "/update/binary/b", (byte) 2, (byte) 3).is(200);
    assertThat(wire().get(data + "/binary/b").bytes()).containsExactly(2, 3);
  }

  @Test
  void exists_isPerKind() {
    wire().json(data + "/store/json/results/m.json", "{}").is(200);
    Answer there = wire().get(data + "/exists/json/results/m.json").is(200);
    assertThat(there.at("exists").asBoolean()).isTrue();
    assertThat(there.string("data_file_id")).isEqualTo("m_json");
    assertThat(there.string("data_key")).isEqualTo("results");
    assertThat(wire().get(data + "/exists/string/results/m.json").at("exists").asBoolean())
        .isFalse();
    assertThat(wire().get(data + "/exists/type-safe/results/m.json").at("exists").asBoolean())
        .isFalse();
  }

  @Test
  void delete_thenAllOfAFolder_thenAll() {
    storeThree();
    wire().json(data + "/store/json/top", "{}").is(200);
    Answer one = wire().delete(data + "/delete/json/top").is(200);
    assertThat(one.string("status")).isEqualTo("success");
    assertThat(one.string("message")).isEqualTo("Data file deleted successfully");
    assertThat(one.at("data_key").isNull()).isTrue();
    Answer again = wire().delete(data + "/delete/json/top").is(404);
    assertThat(again.string("detail.message")).isEqualTo("Data file top not found");
    assertThat(again.string("detail.data_type")).isEqualTo("json");
    Answer folder = wire().delete(data + "/delete/all/results").is(200);
    assertThat(folder.at("deleted_count").asInt()).isEqualTo(2);
    assertThat(folder.string("message")).isEqualTo("Deleted 2 data files");
    assertThat(folder.strings("deleted_files")).hasSize(2);
    assertThat(wire().delete(data + "/delete/all").at("deleted_count").asInt()).isEqualTo(1);
    Answer none = wire().delete(data + "/delete/all").is(200);
    assertThat(none.string("message")).isEqualTo("No data files to delete");
    assertThat(none.at("deleted_count").asInt()).isZero();
    assertThat(none.json().has("deleted_files")).isFalse();
  }

  @Test
  void missingChild_isSaidByKind() {
    Answer json = wire().get(data + "/json/none").is(404);
    assertThat(json.string("detail.error_type")).isEqualTo("NOT_FOUND");
    assertThat(json.string("detail.message")).isEqualTo("Data file not found");
    assertThat(json.string("detail.data_file_id")).isEqualTo("none");
    for (String kind : new String[] {"string", "binary"}) {
      Answer empty = wire().get(data + "/" + kind + "/none").is(404);
      assertThat(empty.bytes()).isEmpty();
      assertThat(empty.type()).isEmpty();
    }
  }

  @Test
  void missingParent_isSaidByRoute() {
    String none = children(AcceptanceSuite.NOBODY);
    assertThat(wire().json(none + "/store/json/f", "{}").is(404).string("detail.message"))
        .isEqualTo(
            "Cache entry '"
                + AcceptanceSuite.NOBODY
                + "' in namespace '"
                + namespace
                + "' not found");
    assertThat(wire().get(none + "/list").is(404).string("detail.message"))
        .isEqualTo("Cache entry '" + AcceptanceSuite.NOBODY + "' not found");
    assertThat(wire().get(none + "/exists/json/f").is(200).at("exists").asBoolean()).isFalse();
    assertThat(wire().delete(none + "/delete/all").is(200).at("deleted_count").asInt()).isZero();
    wire().delete(none + "/delete/json/f").is(404);
    wire().json(none + "/update/json/f", "{}").is(404);
    wire().get(none + "/json/f").is(404);
  }

  @Test
  void emptyString_isStored() {
    Answer stored = wire().json(data + "/store/string/e", "\"\"").is(200);
    assertThat(stored.at("file_size").asInt()).isZero();
    assertThat(wire().get(data + "/exists/string/e").at("exists").asBoolean()).isTrue();
    assertThat(wire().get(data + "/list").at("file_count").asInt()).isEqualTo(1);
    Answer read = wire().get(data + "/string/e");
    assertThat(read.status()).isEqualTo(has(Difference.EMPTY_STRINGS_ARE_READABLE) ? 200 : 404);
    assertThat(read.bytes()).isEmpty();
  }

  @Test
  void sameNameInEachKind_areThreeFiles() {
    wire().json(data + "/store/json/n", "{}").is(200);
    wire().text(data + "/store/string/n", "text").is(200);
    wire().bytes(data + "/store/binary/n", (byte) 7).is(200);
    assertThat(wire().get(data + "/json/n").text()).isEqualTo("{}");
    assertThat(wire().get(data + "/string/n").text()).isEqualTo("text");
    assertThat(wire().get(data + "/binary/n").bytes()).containsExactly(7);
    wire().delete(data + "/delete/string/n").is(200);
    assertThat(wire().get(data + "/list").at("file_count").asInt()).isEqualTo(2);
  }
}
