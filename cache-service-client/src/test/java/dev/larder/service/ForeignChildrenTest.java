package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.CacheKey;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Children that others made, in a service that takes longer names than ours. */
class ForeignChildrenTest {

  private static final Namespace NS = Namespace.of("n");
  private static final String ENTRY = "sessions/s/targets/t";
  private static final KeyQuery OF_ENTRY = KeyQuery.in(NS).withPrefix(ENTRY);
  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";
  private static final String REFS =
      """
      {"cache_hash":"af7fe50828bcc5b3","cache_ids":[{"cache_id":"%1$s","timestamp":1}],\
      "latest_id":"%1$s","total_versions":1}"""
          .formatted(ID);

  private RawServer server;
  private ServiceStorage storage;

  /** What the entry of the session has; the storage's own has the same. */
  private String children = "";

  @BeforeEach
  void open() {
    server = new RawServer((r, out) -> out.write(RawServer.response(200, answer(r))));
    storage =
        ServiceStorage.open(
            ServiceStorageConfig.builder().service(server.config().build()).build());
  }

  @AfterEach
  void close() {
    storage.close();
    server.close();
  }

  private String answer(RawServer.Request request) {
    if (request.method().equals("DELETE")) {
      return request.target().contains("/data/")
          ? "{\"deleted_count\":2,\"deleted_files\":[]}"
          : "{\"status\":\"success\",\"cache_id\":\"" + ID + "\"}";
    }
    if (request.target().contains("/admin/storage/folders")) {
      return request.target().endsWith("targets") ? "[\"t\"]" : "[\"s\"]";
    }
    return request.target().contains("/data/list")
        ? "{\"files\":[" + children + "],\"total_size\":2}"
        : REFS;
  }

  private static String child(String folder, String file) {
    return """
        {"data_type":"string","data_key":"%s","data_file_id":"%s","file_path":"p","file_size":1}"""
        .formatted(folder, file);
  }

  private List<String> names(KeyQuery query) {
    return storage.listKeys(query).keys().stream().map(CacheKey::name).toList();
  }

  private List<String> deletes() {
    return server.requests().stream()
        .filter(request -> request.method().equals("DELETE"))
        .map(RawServer.Request::target)
        .toList();
  }

  @Test
  void nameTooLongForAKey_isPassedOver() {
    String folder = "abcdefghi/".repeat(55) + "z";
    children = child("", "good_md") + "," + child(folder, "f");

    assertThat(names(OF_ENTRY)).containsExactly(ENTRY + "/good.md");
    assertThat(storage.deleteEntry(NS, "s", "t")).isEqualTo(1);
    assertThat(deletes()).containsExactly("/n/cache/" + ID + "/data/delete/all", "/n/delete/" + ID);
    assertThat(storage.clear(NS)).isEqualTo(2);
  }

  @Test
  void nameThatOursWouldBeElsewhere_isPassedOver() {
    children = child("", "good") + "," + child("a/".repeat(228) + "b", "f");

    assertThat(names(OF_ENTRY)).containsExactly(ENTRY + "/good");
  }

  @Test
  void nameOfAnotherEntry_isPassedOver() {
    children = child("", "good") + "," + child("sessions/x/targets/y", "f");

    assertThat(names(KeyQuery.in(NS)))
        .containsExactly("good", ENTRY + "/good", ENTRY + "/sessions/x/targets/y/f");
  }
}
