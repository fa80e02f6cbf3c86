package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios 2 to 6, 11, 12 and 19: storing. */
abstract class StoreScenarios extends AcceptanceSuite.Group {

  private static final String HELLO = "b94d27b9934d3e08";

  StoreScenarios(AcceptanceSuite suite) {
    super(suite);
  }

  @Test
  void sameTextTwice_hasOneHashAndTwoIds() {
    Answer first = wire().json(ns + "/direct/store/string", "\"hello world\"").is(200);
    Answer second = wire().text(ns + "/direct/store/string", "hello world").is(200);
    assertThat(first.string("cache_hash")).isEqualTo(HELLO);
    assertThat(second.string("cache_hash")).isEqualTo(HELLO);
    assertThat(first.string("cache_id")).isNotEqualTo(second.string("cache_id"));
    assertThat(first.at("size").asInt()).isEqualTo(13);
    Answer refs = wire().get(ns + "/retrieve/hash/" + HELLO + "/refs-hash").is(200);
    assertThat(refs.at("total_versions").asInt()).isEqualTo(2);
    assertThat(refs.string("latest_id")).isEqualTo(second.string("cache_id"));
    assertThat(refs.at("cache_ids").findValuesAsText("cache_id"))
        .containsExactly(first.string("cache_id"), second.string("cache_id"));
    assertThat(wire().get(ns + "/retrieve/hash/" + HELLO + "/string").is(200).text())
        .isEqualTo("hello world");
  }

  @Test
  void bothDeleted_hashIsGoneWithTheLast() {
    String first = stored("hello world");
    String second = stored("hello world");
    Answer gone = wire().delete(ns + "/delete/" + second).is(200);
    assertThat(gone.string("status")).isEqualTo("success");
    assertThat(gone.at("deleted_count").asInt()).isEqualTo(4);
    assertThat(wire().get(ns + "/retrieve/hash/" + HELLO + "/cache-id").string("cache_id"))
        .isEqualTo(first);
    Answer last = wire().delete(ns + "/delete/" + first).is(200);
    assertThat(last.at("deleted_count").asInt()).isEqualTo(5);
    assertThat(last.at("failed_count").asInt()).isZero();
    wire().get(ns + "/retrieve/hash/" + HELLO).is(404);
    assertThat(wire().get(ns + "/exists/hash/" + HELLO).is(200).at("exists").asBoolean()).isFalse();
    assertThat(wire().delete(ns + "/delete/" + first).is(200).text())
        .isEqualTo("{\"status\":\"not_found\",\"message\":\"Cache ID " + first + " not found\"}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"b\":1,\"a\":[1,2,{\"z\":null}]}|7616317d949ab749",
        "{\"a\":[1,2,{\"z\":null}],\"b\":1}|7616317d949ab749",
        "{}|44136fa355b3678a",
        "{\"f\":1e3}|eedc621e2e413f76",
        "{\"u\":\"é\"}|ec3d970405a5051d",
        "{\"big\":12345678901234567890123}|77ae4b86be0c32f1"
      })
  void jsonHash_isThatOfTheCanonicalForm(String document, String hash) {
    Answer answer = wire().json(ns + "/direct/store/json", document).is(200);
    assertThat(answer.string("cache_hash")).isEqualTo(hash);
  }

  @Test
  void jsonAsText_keepsItsOrder() {
    String id =
        wire()
            .json(ns + "/direct/store/json", "{\"b\":1,\"a\":[1,2,{\"z\":null}]}")
            .string("cache_id");
    assertThat(wire().get(ns + "/retrieve/" + id + "/string").is(200).text())
        .isEqualTo("{\"b\": 1, \"a\": [1, 2, {\"z\": null}]}");
  }

  @Test
  void fieldPath_findsTheEntryByItsKey() {
    String hash = "af7fe50828bcc5b3";
    String key = "sessions/s1/targets/t1";
    wire().get(ns + "/retrieve/hash/" + hash + "/cache-id").is(404);
    Answer stored =
        wire()
            .json(
                ns
                    + "/key_based/store/json/"
                    + key
                    + "?file_id=perf-entry&json_field_path=cache_key",
                "{\"cache_key\":\"" + key + "\"}")
            .is(200);
    String file = namespace + "/data/key-based/" + key + "/perf-entry.json";
    String id = stored.string("cache_id");
    assertThat(stored.string("cache_hash")).isEqualTo(hash);
    assertThat(stored.strings("paths.data"))
        .containsExactly(file, file + ".config", file + ".metadata");
    assertThat(stored.strings("paths.by_hash"))
        .containsExactly(namespace + "/refs/by-hash/af/7f/" + hash + ".json");
    assertThat(stored.strings("paths.by_id"))
        .containsExactly(
            namespace
                + "/refs/by-id/"
                + id.substring(0, 2)
                + "/"
                + id.substring(2, 4)
                + "/"
                + id
                + ".json");
    Answer found = wire().get(ns + "/retrieve/hash/" + hash + "/cache-id").is(200);
    assertThat(found.string("cache_id")).isEqualTo(id);
    assertThat(found.string("namespace")).isEqualTo(namespace);
    JsonNode data = wire().get(ns + "/retrieve/" + id + "/metadata").is(200).at("data");
    assertThat(data.get("json_field_path").asText()).isEqualTo("cache_key");
    assertThat(data.get("cache_key").asText()).isEqualTo(key);
    assertThat(data.get("file_id").asText()).isEqualTo("perf-entry");
    assertThat(data.get("strategy").asText()).isEqualTo("key_based");
  }

  @Test
  void sameKeyAndFile_overwrites() {
    String target = ns + "/key_based/store/string/some/key?file_id=one";
    Answer first = wire().text(target, "v1").is(200);
    Answer second = wire().text(target, "v2 longer").is(200);
    assertThat(first.strings("paths.data")).hasSize(3);
    assertThat(second.strings("paths.data")).hasSize(1);
    assertThat(first.at("size").asInt()).isEqualTo(4);
    assertThat(second.at("size").asInt())
        .isEqualTo(has(Difference.OVERWRITING_REPORTS_THE_NEW_SIZE) ? 11 : 4);
    Answer read = wire().get(ns + "/retrieve/" + first.string("cache_id")).is(200);
    assertThat(read.string("data")).isEqualTo("v2 longer");
    assertThat(read.string("metadata.cache_id")).isEqualTo(second.string("cache_id"));
  }

  @Test
  void sharedFileDeleted_leavesTheOtherIdWithoutContent() {
    String target = ns + "/key_based/store/string/some/key?file_id=one";
    String first = wire().text(target, "v1").string("cache_id");
    String second = wire().text(target, "v2 longer").string("cache_id");
    assertThat(wire().delete(ns + "/delete/" + second).string("status")).isEqualTo("success");
    wire().get(ns + "/retrieve/" + first).is(404);
    wire().get(ns + "/retrieve/" + first + "/refs").is(200);
    wire().get(ns + "/retrieve/" + first + "/metadata").is(200);
    wire().get(ns + "/retrieve/" + first + "/config").is(200);
    assertThat(wire().get(ns + "/exists/id/" + first).at("exists").asBoolean()).isTrue();
    Answer partial = wire().delete(ns + "/delete/" + first).is(200);
    assertThat(partial.string("status")).isEqualTo("partial");
    assertThat(partial.at("failed_count").asInt()).isEqualTo(1);
    assertThat(partial.strings("failed_paths"))
        .containsExactly(namespace + "/data/key-based/some/key/one.json");
    assertThat(wire().get(ns + "/exists/id/" + first).at("exists").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"temporal,3,1", "temporal_latest,6,2", "temporal_versioned,9,3"})
  void temporal_storesInEachOfItsPlaces(String strategy, int paths, int folders) {
    Answer stored = wire().text(ns + "/" + strategy + "/store/string", "x").is(200);
    assertThat(stored.strings("paths.data")).hasSize(paths);
    String id = stored.string("cache_id");
    Answer refs = wire().get(ns + "/retrieve/" + id + "/refs").is(200);
    List<String> content = refs.strings("file_paths.content_files");
    assertThat(content).hasSize(folders);
    assertThat(refs.strings("file_paths.data_folders")).hasSize(folders);
    if (strategy.equals("temporal_latest")) {
      assertThat(content.get(0))
          .isEqualTo(namespace + "/data/temporal-latest/latest/" + id + ".json");
    }
    String root = namespace + "/data/" + strategy.replace('_', '-') + "/";
    assertThat(content).allMatch(path -> path.startsWith(root));
    wire().text(children(id) + "/store/string/f", "child").is(200);
    Answer list = wire().get(children(id) + "/list").is(200);
    assertThat(list.at("file_count").asInt()).isEqualTo(folders);
    assertThat(list.at("total_size").asInt()).isEqualTo(5 * folders);
    assertThat(wire().get(ns + "/retrieve/" + id + "/string").text()).isEqualTo("x");
  }

  @Test
  void binary_isReadAtItsOwnRoute() {
    byte[] bytes = {0, 1, (byte) 0xff, (byte) 0xfe};
    Answer stored = wire().bytes(ns + "/direct/store/binary", bytes).is(200);
    String id = stored.string("cache_id");
    assertThat(stored.string("cache_hash")).isEqualTo("5e90fe9777905078");
    assertThat(stored.at("size").asInt()).isEqualTo(4);
    Answer plain = wire().get(ns + "/retrieve/" + id).is(200);
    assertThat(plain.string("binary_url")).isEqualTo(ns + "/retrieve/" + id + "/binary");
    assertThat(plain.string("data_type")).isEqualTo("binary");
    assertThat(plain.at("size").asInt()).isEqualTo(has(Difference.SIZES_ARE_REAL) ? 4 : 0);
    Answer followed = wire().get(plain.string("binary_url")).is(200);
    assertThat(followed.bytes()).isEqualTo(bytes);
    assertThat(followed.type()).contains("application/octet-stream");
    assertThat(wire().get(ns + "/retrieve/" + id + "/string").text()).isEqualTo("AAH//g==");
    Answer wrapped = wire().get(ns + "/retrieve/" + id + "/json").is(200);
    assertThat(wrapped.string("encoding")).isEqualTo("base64");
    assertThat(wrapped.string("data")).isEqualTo("AAH//g==");
    Answer byHash = wire().get(ns + "/retrieve/hash/5e90fe9777905078").is(200);
    assertThat(byHash.string("binary_url"))
        .isEqualTo(ns + "/retrieve/hash/5e90fe9777905078/binary");
  }

  @Test
  void gzip_isHashedAndReadUnpacked() throws IOException {
    byte[] packed = gzip("hello world");
    Answer stored =
        wire().with("content-encoding", "gzip").bytes(ns + "/direct/store/binary", packed);
    assertThat(stored.is(200).string("cache_hash")).isEqualTo(HELLO);
    String id = stored.string("cache_id");
    assertThat(wire().get(ns + "/retrieve/" + id + "/binary").text()).isEqualTo("hello world");
    assertThat(wire().get(ns + "/retrieve/" + id + "/metadata").string("data.content_encoding"))
        .isEqualTo("gzip");
    Answer json =
        wire()
            .with("content-encoding", "gzip")
            .bytes(ns + "/direct/store/binary", gzip("{\"a\":1}"));
    Answer read = wire().get(ns + "/retrieve/" + json.string("cache_id")).is(200);
    assertThat(read.string("data_type")).isEqualTo("json");
    assertThat(read.at("data.a").asInt()).isEqualTo(1);
    wire()
        .with("content-encoding", "gzip")
        .bytes(ns + "/direct/store/binary", new byte[] {1, 2, 3})
        .is(has(Difference.BAD_GZIP_IS_400) ? 400 : 500);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void ifAbsent_returnsTheEntryThatIsThere() {
    String first = stored("one");
    String second =
        wire()
            .with("x-larder-if-absent", "true")
            .text(ns + "/direct/store/string", "one")
            .is(200)
            .string("cache_id");
    assertThat(second.equals(first)).isEqualTo(has(Difference.STORES_CAN_BE_CONDITIONAL));
  }
}
