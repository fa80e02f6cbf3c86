package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Zips and their members. */
abstract class ZipScenarios extends AcceptanceSuite.Group {

  ZipScenarios(AcceptanceSuite suite) {
    super(suite);
  }

  private static byte[] zip(String... namesAndTexts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        byte[] content = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
        out.putNextEntry(new ZipEntry(namesAndTexts[i]));
        out.write(content);
      }
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  private String storedZip() {
    Answer stored =
        wire()
            .bytes(ns + "/direct/zip/store/k/z", zip("a.txt", "AAA", "dir/b.json", "{\"x\":1}"))
            .is(200);
    assertThat(stored.string("cache_hash")).isEqualTo("a67d4c96ef009c0e");
    assertThat(stored.at("file_count").asInt()).isEqualTo(2);
    assertThat(stored.at("success").asBoolean()).isTrue();
    assertThat(stored.at("error_type").isNull()).isTrue();
    return stored.string("cache_id");
  }

  /** Returns a zip that the server has packed: the original takes one as long as before for it. */
  private String packedZip() {
    String empty = wire().post(ns + "/direct/zip/create/k/z").string("cache_id");
    String one = wire().text(one(empty) + "/file/add/from/string/a.txt", "AAA").string("cache_id");
    return wire().text(one(one) + "/file/add/from/string/dir/b", "x").string("cache_id");
  }

  private String one(String id) {
    return ns + "/zip/" + id;
  }

  @Test
  void created_isEmpty() {
    Answer created = wire().post(ns + "/key_based/zip/create/a/b/empty").is(200);
    assertThat(created.string("cache_hash")).isEqualTo("e3b0c44298fc1c14");
    assertThat(created.at("size").asInt()).isEqualTo(22);
    assertThat(created.at("file_count").asInt()).isZero();
    assertThat(wire().get(one(created.string("cache_id")) + "/files/list").strings("file_list"))
        .isEmpty();
    wire().post(ns + "/direct/zip/create/only").is(404);
  }

  @Test
  void members_areListedAndRead() throws IOException {
    String id = storedZip();
    Answer list = wire().get(one(id) + "/files/list").is(200);
    assertThat(list.strings("file_list")).containsExactly("a.txt", "dir/b.json");
    assertThat(list.string("operation")).isEqualTo("list");
    assertThat(list.at("success").asBoolean()).isTrue();
    assertThat(wire().get(one(id) + "/file/retrieve/dir/b.json").is(200).text())
        .isEqualTo("{\"x\":1}");
    assertThat(wire().get(one(id) + "/file/retrieve/none").is(404).string("detail"))
        .isEqualTo("File 'none' not found in zip");
    Answer whole = wire().get(one(id) + "/retrieve").is(200);
    assertThat(whole.type()).contains("application/zip");
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(whole.bytes()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    assertThat(names).containsExactly("a.txt", "dir/b.json");
  }

  @Test
  void added_isInANewZip() {
    String id = storedZip();
    Answer added = wire().text(one(id) + "/file/add/from/string/c.txt", "CCC").is(200);
    String next = added.string("cache_id");
    assertThat(next).isNotEqualTo(id);
    assertThat(added.string("original_cache_id")).isEqualTo(id);
    assertThat(added.string("operation")).isEqualTo("add");
    assertThat(added.strings("files_affected")).containsExactly("c.txt");
    assertThat(wire().get(one(next) + "/file/retrieve/c.txt").text()).isEqualTo("CCC");
    wire().get(one(id) + "/file/retrieve/c.txt").is(404);
    String bytes = wire().bytes(one(next) + "/file/add/from/bytes/d", (byte) 1).string("cache_id");
    assertThat(wire().get(one(bytes) + "/file/retrieve/d").bytes()).containsExactly(1);
  }

  @Test
  void addedAgain_isReadAsTheLast() {
    String id = storedZip();
    String next =
        wire().text(one(id) + "/file/add/from/string/a.txt", "new").is(200).string("cache_id");
    assertThat(wire().get(one(next) + "/file/retrieve/a.txt").text()).isEqualTo("new");
    assertThat(wire().get(one(next) + "/files/list").strings("file_list"))
        .hasSize(has(Difference.ZIP_MEMBERS_ARE_REPLACED) ? 2 : 3);
  }

  @Test
  void removed_isNotInTheNewZip() {
    String id = storedZip();
    Answer removed = wire().delete(one(id) + "/file/delete/a.txt").is(200);
    assertThat(removed.string("operation")).isEqualTo("remove");
    assertThat(wire().get(one(removed.string("cache_id")) + "/files/list").strings("file_list"))
        .containsExactly("dir/b.json");
    wire().delete(one(id) + "/file/delete/none").is(200);
  }

  @Test
  void noZip_isRefused() {
    assertThat(
            wire().bytes(ns + "/direct/zip/store/k/z", (byte) 1, (byte) 2).is(400).string("detail"))
        .isEqualTo("Invalid zip file: File is not a zip file");
    String text = stored("text");
    assertThat(wire().get(one(text) + "/retrieve").is(400).string("detail"))
        .isEqualTo("Cached item is not a binary file");
    String none = one(AcceptanceSuite.NOBODY);
    assertThat(wire().get(none + "/retrieve").is(404).string("detail"))
        .isEqualTo("Zip file not found");
    for (String route : new String[] {"/files/list", "/file/retrieve/a"}) {
      assertThat(wire().get(none + route).is(404).string("detail"))
          .isEqualTo("Zip file not found in cache");
    }
    assertThat(wire().delete(none + "/file/delete/a").is(400).string("detail"))
        .isEqualTo("Zip file not found in cache");
    wire().text(none + "/file/add/from/string/a", "x").is(400);
    wire().text(none + "/file/add/from/bytes/a", "x").is(400);
  }

  private Answer storedZip(byte[] zip) {
    return wire().bytes(ns + "/direct/zip/store/k/z", zip);
  }

  private List<String> members(Answer stored) {
    return wire().get(one(stored.string("cache_id")) + "/files/list").strings("file_list");
  }

  @Test
  void zipWithOldNames_hasAllOfItsMembers() {
    Answer stored = storedZip(ForeignZips.OLD_NAMES).is(200);
    assertThat(stored.string("cache_hash")).isEqualTo("4f59dc475d3d09d0");
    assertThat(stored.at("file_count").asInt()).isEqualTo(2);
    assertThat(members(stored))
        .isEqualTo(
            has(Difference.ZIP_NAMES_ARE_SHOWN_AS_THEY_ARE)
                ? List.of("\u00e9.txt", "\u00fc.txt")
                : List.of("_.txt", "_.txt"));
    Answer more =
        wire().text(one(stored.string("cache_id")) + "/file/add/from/string/a", "x").is(200);
    assertThat(members(more)).hasSize(3);
  }

  @Test
  void zipAfterAScript_isReadLikeOneWithout() {
    Answer stored = storedZip(ForeignZips.AFTER_A_SCRIPT).is(200);
    assertThat(stored.string("cache_hash")).isEqualTo("a67d4c96ef009c0e");
    assertThat(members(stored)).containsExactly("a.txt", "dir/b.json");
    assertThat(
            wire().get(one(stored.string("cache_id")) + "/file/retrieve/dir/b.json").is(200).text())
        .isEqualTo("{\"x\":1}");
  }

  @Test
  void zipPackedOtherwise_isRefused() {
    Answer stored = storedZip(ForeignZips.BZIP2);
    if (has(Difference.ZIPS_ARE_DEFLATED)) {
      assertThat(stored.is(400).string("detail"))
          .isEqualTo("Invalid zip file: Bad zip file: compression 12");
    } else {
      assertThat(stored.is(200).at("file_count").asInt()).isEqualTo(1);
    }
  }

  @Test
  void freeNameOfAMember_isShown() {
    assertThat(members(storedZip(ForeignZips.FREE_NAME).is(200)))
        .containsExactly(
            has(Difference.ZIP_NAMES_ARE_SHOWN_AS_THEY_ARE) ? "\u00e9 x.txt" : "_ x.txt");
  }

  @Test
  void memberWithoutName_isRefused() {
    String id = storedZip();
    for (String path : new String[] {"", "%20"}) {
      for (String way : new String[] {"string", "bytes"}) {
        assertThat(
                wire()
                    .text(one(id) + "/file/add/from/" + way + "/" + path, "x")
                    .is(400)
                    .string("detail"))
            .isEqualTo("file_path required");
      }
      assertThat(wire().get(one(id) + "/file/retrieve/" + path).is(404).string("detail"))
          .isEqualTo("file_path required for get operation");
      assertThat(wire().delete(one(id) + "/file/delete/" + path).is(400).string("detail"))
          .isEqualTo("file_path required for remove operation");
    }
  }

  private Answer batch(String id, String body) {
    return wire().json(one(id) + "/batch/operations", body);
  }

  @Test
  void batch_doesAllAtOnce() {
    String id = storedZip();
    Answer done =
        batch(
                id,
                "{\"operations\":[{\"action\":\"add\",\"path\":\"n.txt\",\"content\":\"N\"},"
                    + "{\"action\":\"replace\",\"path\":\"a.txt\",\"content\":\"R\"},"
                    + "{\"action\":\"rename\",\"path\":\"dir/b.json\",\"new_path\":\"c.json\"}]}")
            .is(200);
    assertThat(done.at("success").asBoolean()).isTrue();
    assertThat(done.at("operations_applied").asInt()).isEqualTo(3);
    assertThat(done.at("new_file_count").asInt()).isEqualTo(3);
    assertThat(done.string("original_cache_id")).isEqualTo(id);
    String next = done.string("cache_id");
    assertThat(wire().get(one(next) + "/files/list").strings("file_list"))
        .containsExactly("a.txt", "c.json", "n.txt");
    assertThat(wire().get(one(next) + "/file/retrieve/a.txt").text()).isEqualTo("R");
    Answer removed =
        batch(
            next,
            "{\"operations\":[{\"action\":\"remove\",\"path\":\"x\",\"pattern\":\"*.txt\"}]}");
    assertThat(wire().get(one(removed.string("cache_id")) + "/files/list").strings("file_list"))
        .containsExactly("c.json");
  }

  @Test
  void atomicBatch_isUndoneByOneFailure() {
    String id = packedZip();
    Answer undone =
        batch(
                id,
                "{\"operations\":[{\"action\":\"add\",\"path\":\"n\",\"content\":\"N\"},"
                    + "{\"action\":\"remove\",\"path\":\"none\"}]}")
            .is(200);
    assertThat(undone.at("success").asBoolean()).isFalse();
    assertThat(undone.at("rollback_performed").asBoolean()).isTrue();
    assertThat(undone.string("cache_id")).isEqualTo(id);
    assertThat(undone.string("error_message")).startsWith("Atomic batch failed");
    assertThat(undone.at("new_size").asInt()).isZero();
  }

  @Test
  void otherBatch_doesWhatWorks() {
    String id = packedZip();
    Answer some =
        batch(
                id,
                "{\"atomic\":false,\"operations\":[{\"action\":\"remove\",\"path\":\"none\"},"
                    + "{\"action\":\"add\",\"path\":\"n\",\"content\":\"N\"}]}")
            .is(200);
    assertThat(some.at("success").asBoolean()).isFalse();
    assertThat(some.at("operations_failed").asInt()).isEqualTo(1);
    assertThat(wire().get(one(some.string("cache_id")) + "/files/list").strings("file_list"))
        .containsExactly("a.txt", "dir/b", "n");
  }

  @Test
  void badBatch_isRefused() {
    String id = storedZip();
    batch(id, "{\"operations\":[{\"action\":\"move\",\"path\":\"a\"}]}").is(400);
    batch(id, "{\"operations\":5}").is(400);
    Answer missing = batch(AcceptanceSuite.NOBODY, "{\"operations\":[]}").is(200);
    assertThat(missing.at("success").asBoolean()).isFalse();
    assertThat(missing.string("error_message")).isEqualTo("Zip file not found in cache");
    batch("nope", "{\"operations\":[]}").is(has(Difference.BATCH_WITH_BAD_ID_IS_400) ? 400 : 500);
  }
}
