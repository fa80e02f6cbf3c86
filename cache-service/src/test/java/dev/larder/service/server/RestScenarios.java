package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenarios 21 and 24: namespaces, the storage as it is, the server. */
abstract class RestScenarios extends AcceptanceSuite.Group {

  private static final String ADMIN = "/admin/storage/";

  RestScenarios(AcceptanceSuite suite) {
    super(suite);
  }

  private String file() {
    wire().text(ns + "/key_based/store/string/some/key?file_id=one", "hello world").is(200);
    return namespace + "/data/key-based/some/key/one.json";
  }

  @Test
  void namespace_listsHashesAndIds() {
    String one = stored("hello world");
    String two = stored("hello world");
    String three = stored("a");
    assertThat(wire().get(ns + "/file-hashes").is(200).strings(""))
        .containsExactly("b94d27b9934d3e08", "ca978112ca1bbdca");
    assertThat(wire().get(ns + "/file-ids").is(200).strings(""))
        .containsExactlyElementsOf(List.of(one, two, three).stream().sorted().toList());
  }

  @Test
  void stats_countFiles() {
    file();
    stored("x");
    Answer stats = wire().get(ns + "/stats").is(200);
    assertThat(stats.string("namespace")).isEqualTo(namespace);
    assertThat(stats.at("ttl_hours").asInt()).isEqualTo(24);
    boolean real = has(Difference.STATS_ARE_REAL);
    assertThat(stats.at("direct_files").asInt() == 3).isEqualTo(real);
    assertThat(stats.at("refs_id_files").asInt() == 2).isEqualTo(real);
    assertThat(stats.at("total_files").asInt() == 10).isEqualTo(real);
  }

  @Test
  void clear_removesTheNamespace() {
    file();
    stored("x");
    Answer cleared = wire().delete("/test-data/clear/" + namespace).is(200);
    assertThat(cleared.at("files_deleted").asInt()).isEqualTo(10);
    assertThat(cleared.string("message")).isEqualTo("Cleared 10 files from " + namespace);
    assertThat(wire().get(ns + "/file-ids").strings("")).isEmpty();
    assertThat(wire().get("/namespaces/list").strings("")).doesNotContain(namespace);
  }

  @Test
  void entries_arePaged() {
    stored("one");
    stored("two");
    stored("three");
    if (!has(Difference.ENTRIES_CAN_BE_LISTED)) {
      wire().get(ns + "/entries").is(404);
      return;
    }
    Answer first = wire().get(ns + "/entries?limit=2").is(200);
    assertThat(first.at("entries").size()).isEqualTo(2);
    Answer second = wire().get(ns + "/entries?limit=2&after=" + first.string("next")).is(200);
    assertThat(second.at("entries").size()).isEqualTo(1);
    assertThat(second.at("next").isNull()).isTrue();
    String id = second.at("entries").get(0).get("cache_id").asText();
    Answer found = wire().get(ns + "/entries?q=" + id.substring(4, 20)).is(200);
    assertThat(found.at("entries").findValuesAsText("cache_id")).containsExactly(id);
    wire().get(ns + "/entries?limit=0").is(400);
    wire().get(ns + "/entries?limit=x").is(400);
  }

  @Test
  void admin_showsFilesAsTheyAreKept() {
    String path = file();
    Answer exists = wire().get(ADMIN + "file/exists/" + path).is(200);
    assertThat(exists.at("exists").asBoolean()).isTrue();
    assertThat(exists.string("path")).isEqualTo(path);
    assertThat(wire().get(ADMIN + "file/bytes/" + path).is(200).text())
        .isEqualTo("\"hello world\"");
    Answer content = wire().get(ADMIN + "file/content/" + path).is(200);
    assertThat(content.text()).isEqualTo("\"hello world\"");
    assertThat(content.type()).contains("application/json");
    assertThat(wire().get(ADMIN + "file/json/" + path).is(200).text()).isEqualTo("\"hello world\"");
    assertThat(wire().get(ADMIN + "bucket-name").is(200).text())
        .isEqualTo("{\"bucket-name\":\"NA\"}");
  }

  @Test
  void admin_showsReferencesAsDocuments() {
    String id = stored("hello world");
    Answer refs = wire().get(ns + "/retrieve/" + id + "/refs").is(200);
    String byId = refs.strings("all_paths.by_id").get(0);
    String byHash = refs.strings("all_paths.by_hash").get(0);
    assertThat(wire().get(ADMIN + "file/json/" + byId).is(200).json()).isEqualTo(refs.json());
    assertThat(wire().get(ADMIN + "file/json/" + byHash).is(200).json())
        .isEqualTo(wire().get(ns + "/retrieve/hash/b94d27b9934d3e08/refs-hash").is(200).json());
    assertThat(wire().get(ADMIN + "file/bytes/" + byId).is(200).json()).isEqualTo(refs.json());
    assertThat(wire().get(ADMIN + "file/exists/" + byHash).at("exists").asBoolean()).isTrue();
  }

  @Test
  void admin_listsFilesAndFolders() {
    String path = file();
    String folder = path.substring(0, path.lastIndexOf('/'));
    assertThat(wire().get(ADMIN + "files/in/" + folder).is(200).strings(""))
        .containsExactlyInAnyOrder("one.json", "one.json.config", "one.json.metadata");
    assertThat(wire().get(ADMIN + "files/in/" + folder + "?return_full_path=true").strings(""))
        .contains(path);
    assertThat(wire().get(ADMIN + "files/in/" + namespace + "/data?recursive=true").strings(""))
        .containsExactly(path, path + ".config", path + ".metadata");
    Answer all = wire().get(ADMIN + "files/all/" + namespace).is(200);
    assertThat(all.at("file_count").asInt()).isEqualTo(5);
    assertThat(all.strings("files")).contains(path).isSorted();
    assertThat(wire().get(ADMIN + "folders/" + namespace).is(200).strings(""))
        .containsExactlyInAnyOrder("data", "refs");
  }

  @Test
  void admin_saysWhatIsMissing() {
    assertThat(wire().get(ADMIN + "file/exists/no!ne").is(200).text())
        .isEqualTo("{\"exists\":false,\"path\":\"no!ne\"}");
    assertThat(wire().get(ADMIN + "file/bytes/none").is(200).bytes()).isEmpty();
    for (String kind : new String[] {"content", "json"}) {
      Answer missing = wire().get(ADMIN + "file/" + kind + "/none").is(404);
      assertThat(missing.string("error_type")).isEqualTo("FILE_NOT_FOUND");
      assertThat(missing.string("message"))
          .isEqualTo("The requested file does not exist in storage");
      assertThat(missing.string("path")).isEqualTo("none");
    }
    Answer html = wire().get(ADMIN + "file/html/none").is(404);
    assertThat(html.text()).isEqualTo("File not found.");
    assertThat(html.type()).contains("text/html; charset=utf-8");
    assertThat(wire().get(ADMIN + "files/in/none").is(200).text()).isEqualTo("[]");
    assertThat(wire().get(ADMIN + "files/all/none").is(200).at("file_count").asInt()).isZero();
    assertThat(wire().get(ADMIN + "folders/none").is(200).text()).isEqualTo("[]");
    assertThat(wire().delete(ADMIN + "file/delete/none").is(200).text())
        .isEqualTo("{\"path\":\"none\",\"deleted\":false}");
    wire().get(ADMIN + "file/exists/!").is(has(Difference.BLANK_ADMIN_PATHS_ARE_400) ? 400 : 500);
  }

  @Test
  void admin_deletesAFile() {
    String path = file();
    assertThat(wire().delete(ADMIN + "file/delete/" + path).is(200).at("deleted").asBoolean())
        .isTrue();
    assertThat(wire().get(ADMIN + "file/exists/" + path).at("exists").asBoolean()).isFalse();
  }

  @Test
  void admin_showsHtmlOfADocument() {
    wire().json(ns + "/key_based/store/json/page?file_id=p", "{\"html\":\"<b>hi</b>\"}").is(200);
    Answer page =
        wire().get(ADMIN + "file/html/" + namespace + "/data/key-based/page/p.json").is(200);
    assertThat(page.text()).isEqualTo("<b>hi</b>");
    assertThat(page.type()).contains("text/html; charset=utf-8");
    wire().text(ns + "/key_based/store/string/page?file_id=s", "x").is(200);
    String id =
        wire().bytes(ns + "/key_based/store/binary/page?file_id=b", (byte) 0xff).string("cache_id");
    assertThat(id).hasSize(36);
    wire()
        .get(ADMIN + "file/json/" + namespace + "/data/key-based/page/b.bin")
        .is(has(Difference.FILES_THAT_ARE_NOT_JSON_ARE_415) ? 415 : 500);
  }

  @Test
  void server_saysWhatItIs() {
    Answer storage = wire().get("/server/storage/info").is(200);
    assertThat(storage.at("ttl_hours").asInt()).isEqualTo(24);
    assertThat(storage.string("storage_mode")).isIn("memory", "local_disk");
    assertThat(wire().get("/info/status").is(200).string("name"))
        .isEqualTo("mgraph_ai_service_cache");
    Answer server = wire().get("/info/server").is(200);
    assertThat(server.string("server_instance_id")).hasSize(36);
    assertThat(server.at("server_id").isNull()).isTrue();
    assertThat(server.at("server_boot_time").asLong()).isPositive();
    assertThat(wire().get("/info/versions").is(200).json().has("mgraph_ai_service_cache")).isTrue();
    assertThat(wire().get("/openapi.json").is(200).at("paths").size()).isGreaterThan(60);
  }

  @Test
  void fixtures_areMadeOnce() {
    Answer first = wire().get("/server/create/test-fixtures").is(200);
    JsonNode made = first.at("data.fixtures");
    Map<String, String> hashes = new LinkedHashMap<>();
    made.fieldNames()
        .forEachRemaining(name -> hashes.put(name, made.at("/" + name + "/cache_hash").asText()));
    assertThat(hashes)
        .containsExactly(
            entry("string_simple", "e15b31f87df1896e"),
            entry("string_medium", "7009be43b18a851b"),
            entry("string_large", "44f8354494a5ba03"),
            entry("json_simple", "cb8ae809def24feb"),
            entry("json_complex", "032290cbf610fe5b"),
            entry("json_empty", "44136fa355b3678a"),
            entry("binary_small", "74f81fe167d99b4c"),
            entry("binary_medium", "bce0aff19cf5aa6a"),
            entry("binary_large", "785b0751fc2c53dc"));
    String text = made.at("/string_simple/cache_id").asText();
    assertThat(wire().get("/default/retrieve/" + text + "/string").is(200).text())
        .isEqualTo("test retrieve string data");
    String bytes = made.at("/binary_small/cache_id").asText();
    assertThat(wire().get("/default/retrieve/" + bytes + "/binary").is(200).bytes())
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(made.at("/binary_small/type").asText()).isEqualTo("bytes");
    assertThat(first.string("metadata.file_id")).isEqualTo("00000000-0000-0000-0000-000000000001");
    assertThat(wire().get("/server/create/test-fixtures").is(200).text()).isEqualTo(first.text());
    wire().delete("/default/delete/00000000-0000-0000-0000-000000000001").is(200);
  }
}
