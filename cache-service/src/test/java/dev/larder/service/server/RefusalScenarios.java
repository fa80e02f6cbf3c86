package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.storage.Blob;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios 16 and 23: what is not taken, and how that is said. */
abstract class RefusalScenarios extends AcceptanceSuite.Group {

  RefusalScenarios(AcceptanceSuite suite) {
    super(suite);
  }

  private static JsonNode detail(Answer answer) {
    return answer.is(400).at("detail").get(0);
  }

  @Test
  void unknownStrategy_isRefused() {
    JsonNode detail = detail(wire().text(ns + "/semantic/store/string", "x"));
    assertThat(detail.toString())
        .contains("\"type\":\"enum\"")
        .contains("\"loc\":[\"path\",\"strategy\"]")
        .contains("\"input\":\"semantic\"")
        .contains(
            "Input should be 'direct', 'temporal', 'temporal_latest', 'temporal_versioned' or"
                + " 'key_based'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/retrieve/nope|cache_id|in Random_Guid: value provided was not a Guid: nope",
        "/retrieve/hash/XYZ|cache_hash|in Safe_Str__Cache_Hash, value does not match required"
            + " pattern: ^[a-f0-9]{10,96}$",
        "/retrieve/hash/string|cache_id|in Random_Guid: value provided was not a Guid: hash",
        "/cache/00000000-0000-0000-0000-000000000000/data/list/!!|data_key|in"
            + " Safe_Str__File__Path, sanitized value consists entirely of '_' characters"
      })
  void badIdentifier_isRefused(String path, String name, String message) {
    JsonNode detail = detail(wire().get(ns + path));
    assertThat(detail.get("type").asText()).isEqualTo("value_error");
    assertThat(detail.get("loc").toString()).isEqualTo("[\"query\",\"" + name + "\"]");
    assertThat(detail.get("msg").asText()).isEqualTo(message);
  }

  @Test
  void longNames_areRefused() {
    JsonNode namespace = detail(wire().text("/" + "n".repeat(129) + "/direct/store/string", "x"));
    assertThat(namespace.get("msg").asText())
        .isEqualTo("in Safe_Str__Id, value exceeds maximum length of 128 characters (was 129)");
    JsonNode key = detail(wire().text(ns + "/direct/store/string/" + "k".repeat(1025), "x"));
    assertThat(key.get("msg").asText())
        .isEqualTo(
            "in Safe_Str__File__Path, value exceeds maximum length of 1024 characters (was 1025)");
    wire()
        .text(ns + "/key_based/store/string/" + "k".repeat(1020), "x")
        .is(has(Difference.LONG_PATHS_ARE_400) ? 400 : 500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string|{\"a\":1}|string_type",
        "string|5|string_type",
        "json|[1]|dict_type",
        "json|\"s\"|dict_type",
        "json|{\"a\":|json_invalid",
        "json|{}x|json_invalid",
        "binary|{}|bytes_type"
      })
  void bodyOfTheWrongKind_isRefused(String kind, String body, String type) {
    JsonNode detail = detail(wire().json(ns + "/direct/store/" + kind, body));
    assertThat(detail.get("type").asText()).isEqualTo(type);
    assertThat(detail.get("loc").get(0).asText()).isEqualTo("body");
  }

  @Test
  void noBody_isRefused() {
    for (String kind : new String[] {"string", "json", "binary"}) {
      JsonNode detail = detail(wire().post(ns + "/direct/store/" + kind));
      assertThat(detail.get("type").asText()).isEqualTo("missing");
      assertThat(detail.get("msg").asText()).isEqualTo("Field required");
      assertThat(detail.get("loc").toString()).isEqualTo("[\"body\"]");
    }
  }

  @Test
  void bytesThatAreNoText_areRefused() {
    Answer text =
        wire().post(ns + "/direct/store/string", Wire.TEXT, Blob.copyOf(new byte[] {(byte) 0xff}));
    assertThat(detail(text).get("type").asText()).isEqualTo("string_unicode");
    Answer json =
        wire()
            .post(
                ns + "/direct/store/json",
                Wire.JSON,
                Blob.copyOf(new byte[] {'"', (byte) 0xff, '"'}));
    assertThat(json.is(400).text())
        .isEqualTo("{\"detail\":\"There was an error parsing the body\"}");
  }

  @Test
  void emptyText_isRefused() {
    JsonNode detail = wire().json(ns + "/direct/store/string", "\"\"").is(400).at("detail");
    assertThat(detail.get("error_type").asText()).isEqualTo("INVALID_INPUT");
    assertThat(detail.get("message").asText()).isEqualTo("String data cannot be empty");
    assertThat(detail.get("field_name").asText()).isEqualTo("data");
    assertThat(detail.get("expected_type").asText()).isEqualTo("non-empty_string");
    assertThat(detail.get("request_id").asText()).hasSize(36);
  }

  @Test
  void emptyKey_isRefused() {
    JsonNode detail = wire().text(ns + "/direct/store/string/", "x").is(400).at("detail");
    assertThat(detail.get("message").asText()).isEqualTo("Cache key is required for this endpoint");
    assertThat(detail.get("field_name").asText()).isEqualTo("cache_key");
    assertThat(detail.get("expected_type").asText()).isEqualTo("valid_file_path");
    detail(wire().text(ns + "/direct/store/string/!!", "x"));
  }

  @Test
  void fieldThatIsNotThere_isRefused() {
    String target = ns + "/key_based/store/json/k?json_field_path=";
    int status = has(Difference.FIELD_ERRORS_ARE_400) ? 400 : 500;
    Answer missing = wire().json(target + "missing", "{\"a\":1}").is(status);
    assertThat(missing.text()).contains("Field 'missing' not found in data");
    assertThat(missing.json().has("stack_trace")).isNotEqualTo(has(Difference.NO_STACK_TRACES));
    wire().json(target + "a", "{\"a\":null}").is(status);
    wire().json(target + "a", "{\"a\":\"\"}").is(status);
    assertThat(detail(wire().json(target + "a..b", "{}")).get("msg").asText())
        .isEqualTo("Field path cannot contain consecutive dots: 'a..b'");
    assertThat(detail(wire().json(target + ".a", "{}")).get("msg").asText())
        .isEqualTo("Field path cannot start or end with a dot: '.a'");
  }

  @Test
  void parentFolder_isRefused() {
    String target = ns + "/key_based/store/string/a%2F%2E%2E%2F%2E%2E%2F%2E%2E%2Fb?file_id=f";
    wire().text(target, "x").is(has(Difference.PARENT_FOLDERS_ARE_REFUSED) ? 400 : 200);
  }

  @Test
  void jsonThatCannotBeWritten_isRefused() {
    int status = has(Difference.ONLY_WRITABLE_JSON_IS_STORED) ? 400 : 200;
    wire().json(ns + "/direct/store/json", "{\"n\":NaN}").is(status);
    wire().json(ns + "/direct/store/json", "{\"n\":1e400}").is(status);
    wire().json(ns + "/direct/store/json", "{\"s\":\"\\ud800\"}").is(status);
  }

  @Test
  void unknownPath_isNotFound() {
    assertThat(wire().get("/there/is/no/such").is(404).text())
        .isEqualTo("{\"detail\":\"Not Found\"}");
    assertThat(wire().delete("/info/health").is(405).text())
        .isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    wire().get(ns + "/delete/" + AcceptanceSuite.NOBODY).is(405);
    wire().get("/" + namespace + "%2Fx/file-ids").is(404);
    wire().get("/" + namespace + "%0Ax/file-ids").is(200);
    wire().text(ns + "/direct/store/string/a%0Ab", "x").is(404);
    wire().get("/%FF/file-ids").is(200);
  }

  @Test
  void otherSlashAtTheEnd_isRedirected() {
    wire().get(ns + "/stats/").is(307);
    wire().get("/admin/storage/files/in").is(307);
  }

  @Test
  void names_areCleaned() {
    Answer stored =
        wire().text(ns + ".x/key_based/store/string/a!b+c?file_id=f.json&unknown=1", "x").is(200);
    assertThat(stored.string("namespace")).isEqualTo(namespace + "_x");
    assertThat(stored.strings("paths.data").get(0))
        .isEqualTo(namespace + "_x/data/key-based/a_b_c/f_json.json");
  }

  @Test
  void upperCaseId_isNobodys() {
    String id = stored("x");
    String upper = id.toUpperCase(Locale.ROOT);
    boolean same = id.equals(upper);
    assertThat(wire().get(ns + "/exists/id/" + upper).is(200).at("exists").asBoolean())
        .isEqualTo(same);
  }
}
