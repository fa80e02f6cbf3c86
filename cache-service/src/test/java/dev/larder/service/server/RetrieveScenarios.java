package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.storage.Blob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios 14, 18 and 23: reading, and what is not there. */
abstract class RetrieveScenarios extends AcceptanceSuite.Group {

  RetrieveScenarios(AcceptanceSuite suite) {
    super(suite);
  }

  @Test
  void plain_hasDataAndMetadata() {
    Answer stored =
        wire()
            .json(ns + "/key_based/store/json/a/b?file_id=jf", "{\"k\":\"v\",\"n\":[1,2.5,null]}");
    String id = stored.is(200).string("cache_id");
    Answer read = wire().get(ns + "/retrieve/" + id).is(200);
    assertThat(read.at("data").toString()).isEqualTo("{\"k\":\"v\",\"n\":[1,2.5,null]}");
    assertThat(read.string("data_type")).isEqualTo("json");
    JsonNode metadata = read.at("metadata");
    assertThat(metadata.get("cache_id").asText()).isEqualTo(id);
    assertThat(metadata.get("cache_hash").asText()).isEqualTo(stored.string("cache_hash"));
    assertThat(metadata.get("cache_key").asText()).isEqualTo("a/b");
    assertThat(metadata.get("file_id").asText()).isEqualTo("jf");
    assertThat(metadata.get("namespace").asText()).isEqualTo(namespace);
    assertThat(metadata.get("strategy").asText()).isEqualTo("key_based");
    assertThat(metadata.get("file_type").asText()).isEqualTo("json");
    assertThat(metadata.get("content_encoding").isNull()).isTrue();
    assertThat(metadata.get("stored_at").asLong()).isPositive();
    assertThat(metadata.get("content_size").asInt())
        .isEqualTo(has(Difference.SIZES_ARE_REAL) ? stored.at("size").asInt() : 0);
    assertThat(wire().get(ns + "/retrieve/hash/" + stored.string("cache_hash")).is(200).json())
        .isEqualTo(read.json());
  }

  @Test
  void string_isReadInEachForm() {
    String id = stored("not json");
    Answer plain = wire().get(ns + "/retrieve/" + id).is(200);
    assertThat(plain.string("data")).isEqualTo("not json");
    assertThat(plain.string("data_type")).isEqualTo("string");
    assertThat(plain.string("metadata.cache_key")).isEmpty();
    Answer text = wire().get(ns + "/retrieve/" + id + "/string").is(200);
    assertThat(text.text()).isEqualTo("not json");
    assertThat(text.type()).contains("text/plain; charset=utf-8");
    assertThat(wire().get(ns + "/retrieve/" + id + "/binary").is(200).text()).isEqualTo("not json");
    assertThat(wire().get(ns + "/retrieve/" + id + "/json").is(415).text())
        .isEqualTo("{\"detail\":\"Data is string, not JSON: not json\"}");
    String hash = plain.string("metadata.cache_hash");
    assertThat(wire().get(ns + "/retrieve/hash/" + hash + "/json").is(415).text())
        .isEqualTo("{\"detail\":\"Data is string, not JSON\"}");
    String array = stored("[1,2]");
    assertThat(wire().get(ns + "/retrieve/" + array + "/json").is(200).text()).isEqualTo("[1,2]");
  }

  @Test
  void json_isReadInEachForm() {
    String id =
        wire()
            .json(ns + "/direct/store/json", "{\"k\":\"é\",\"n\":[1,2.50,1e16]}")
            .string("cache_id");
    assertThat(wire().get(ns + "/retrieve/" + id + "/json").is(200).text())
        .isEqualTo("{\"k\":\"é\",\"n\":[1,2.5,1e+16]}");
    String spaced = "{\"k\": \"\\u00e9\", \"n\": [1, 2.5, 1e+16]}";
    assertThat(wire().get(ns + "/retrieve/" + id + "/string").is(200).text()).isEqualTo(spaced);
    assertThat(wire().get(ns + "/retrieve/" + id + "/binary").is(200).text()).isEqualTo(spaced);
  }

  @Test
  void byHash_textBytesAreText() {
    Answer stored =
        wire().bytes(ns + "/direct/store/binary", Blob.ofText("café").toByteArray()).is(200);
    assertThat(wire().get(ns + "/retrieve/hash/" + stored.string("cache_hash") + "/string").text())
        .isEqualTo("café");
    assertThat(wire().get(ns + "/retrieve/" + stored.string("cache_id") + "/string").text())
        .isEqualTo("Y2Fmw6k=");
    assertThat(wire().get(ns + "/retrieve/hash/" + stored.string("cache_hash") + "/binary").text())
        .isEqualTo("café");
    Answer small =
        wire().get(ns + "/retrieve/hash/" + stored.string("cache_hash") + "/metadata").is(200);
    assertThat(small.string("cache_id")).isEqualTo(stored.string("cache_id"));
    assertThat(small.string("file_type")).isEqualTo("binary");
  }

  @Test
  void config_saysHowItIsKept() {
    String id = wire().json(ns + "/key_based/store/json/a/b?file_id=jf", "{}").string("cache_id");
    assertThat(wire().get(ns + "/retrieve/" + id + "/config").is(200).json().toString())
        .contains("\"file_id\":\"jf\"")
        .contains("\"file_key\":\"a/b\"")
        .contains("\"file_paths\":[\"" + namespace + "/data/key-based/a/b\"]")
        .contains("\"content_type\":\"application/json; charset=utf-8\"")
        .contains("\"exists_strategy\":\"first\"");
    String binary = wire().bytes(ns + "/direct/store/binary", (byte) 1).string("cache_id");
    Answer config = wire().get(ns + "/retrieve/" + binary + "/config").is(200);
    assertThat(config.string("file_type.file_extension")).isEqualTo("bin");
    assertThat(config.at("file_type.encoding").isNull()).isTrue();
  }

  @Test
  void metadata_hasHashAndSizeOfTheContent() {
    String id = stored("hello world");
    Answer metadata = wire().get(ns + "/retrieve/" + id + "/metadata").is(200);
    assertThat(metadata.string("content__hash")).isEqualTo("e3daeff07f");
    assertThat(metadata.at("content__size").asInt()).isEqualTo(13);
    assertThat(metadata.at("chain_hash").isNull()).isTrue();
    assertThat(metadata.at("tags").isArray()).isTrue();
    assertThat(metadata.at("data.json_field_path").isNull()).isTrue();
    String keyed = wire().json(ns + "/direct/store/json/k", "{}").string("cache_id");
    assertThat(wire().get(ns + "/retrieve/" + keyed + "/metadata").at("data.json_field_path"))
        .hasToString("\"\"");
  }

  @Test
  void refsAll_hasEveryDocument() {
    String id = stored("x");
    Answer refs = wire().get(ns + "/retrieve/" + id + "/refs").is(200);
    assertThat(refs.string("strategy")).isEqualTo("direct");
    assertThat(refs.string("file_type")).isEqualTo("json");
    Answer all = wire().get(ns + "/retrieve/" + id + "/refs/all").is(200);
    assertThat(all.at("by_id")).isEqualTo(refs.json());
    JsonNode details = all.at("details");
    assertThat(details.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            refs.strings("all_paths.data").get(1),
            refs.strings("all_paths.data").get(2),
            refs.strings("all_paths.by_hash").get(0),
            refs.strings("all_paths.by_id").get(0));
    assertThat(details.get(refs.strings("all_paths.by_id").get(0))).isEqualTo(refs.json());
    assertThat(details.get(refs.strings("all_paths.by_hash").get(0)).get("latest_id").asText())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/config", "/metadata", "/refs", "/refs/all"})
  void missingId_isAnObject(String suffix) {
    Answer answer = wire().get(ns + "/retrieve/" + AcceptanceSuite.NOBODY + suffix).is(404);
    JsonNode detail = answer.at("detail");
    assertThat(detail.get("error_type").asText()).isEqualTo("NOT_FOUND");
    assertThat(detail.get("message").asText()).isEqualTo("The requested cache entry was not found");
    assertThat(detail.get("resource_type").asText()).isEqualTo("cache_entry");
    assertThat(detail.get("cache_id").asText()).isEqualTo(AcceptanceSuite.NOBODY);
    assertThat(detail.get("cache_hash").isNull()).isTrue();
    assertThat(detail.get("namespace").asText()).isEqualTo(namespace);
    assertThat(detail.get("request_id").asText()).hasSize(36);
    assertThat(detail.get("timestamp").asLong()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "/string,false",
    "/json,false",
    "/binary,false",
    "/string,true",
    "/json,true",
    "/binary,true",
    "/metadata,true",
    "/refs-hash,true",
    "/cache-id,true"
  })
  void missingValue_isAText(String suffix, boolean byHash) {
    String which = byHash ? "hash/0123456789abcdef" : AcceptanceSuite.NOBODY;
    assertThat(wire().get(ns + "/retrieve/" + which + suffix).is(404).text())
        .isEqualTo("{\"detail\":\"Cache entry not found\"}");
  }

  @Test
  void missingHash_isAnObject() {
    Answer answer = wire().get(ns + "/retrieve/hash/0123456789abcdef").is(404);
    assertThat(answer.string("detail.cache_hash")).isEqualTo("0123456789abcdef");
    assertThat(answer.at("detail.cache_id").isNull()).isTrue();
  }

  @Test
  void otherNamespace_isEmpty() {
    String id = stored("mine");
    String other = "/other" + namespace;
    assertThat(wire().get(other + "/exists/id/" + id).at("exists").asBoolean()).isFalse();
    assertThat(wire().get(other + "/file-ids").is(200).text()).isEqualTo("[]");
    wire().get(other + "/retrieve/" + id).is(404);
    assertThat(wire().get(ns + "/file-ids").is(200).strings("")).containsExactly(id);
    assertThat(wire().get("/namespaces/list").is(200).strings("")).contains(namespace);
  }

  @Test
  void exists_tellsByIdAndByHash() {
    String id = stored("hello world");
    assertThat(wire().get(ns + "/exists/id/" + id).is(200).json().toString())
        .contains("\"exists\":true")
        .contains("\"cache_hash\":null")
        .contains("\"cache_id\":\"" + id + "\"");
    assertThat(wire().get(ns + "/exists/hash/b94d27b9934d3e08").is(200).json().toString())
        .contains("\"exists\":true")
        .contains("\"cache_id\":null");
    assertThat(
            wire()
                .get(ns + "/exists/id/" + AcceptanceSuite.NOBODY)
                .is(200)
                .at("exists")
                .asBoolean())
        .isFalse();
  }
}
