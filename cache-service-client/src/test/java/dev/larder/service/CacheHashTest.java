package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheHashTest {

  private static Object parse(String json) {
    return CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "hello world, b94d27b9934d3e08",
    "a, ca978112ca1bbdca",
    "a different string, 50c167dc0fbacd1a",
    "https://example.com, 100680ad546ce6a5",
    "\u00e9\ud83d\ude00, 1184d1f608158eea",
    "sessions/store_test/targets/default, f850dd9eec32fadf",
    "sessions/test-html-cache/targets/layer-base, b9fc56d4592ecb45",
    "sessions/perf-test-prepop/targets/load-benchmark, d0ddec7e78c802c9",
    "sessions/test_session/targets/test_target, 798b21460e17d4a6",
    "sessions/default-session/targets/default-target, 4652394cac828c3a",
    "sessions//targets/, fa14e3724723a78a",
  })
  void text_hasTheServicesHash(String text, String hash) {
    assertThat(CacheHash.ofString(text)).isEqualTo(hash);
  }

  @Test
  void lineEnds_areKept() {
    assertThat(CacheHash.ofString("line1\nline2\r\n")).isEqualTo("f5d17ba45bc3465c");
  }

  @Test
  void unpairedSurrogate_isRefused() {
    assertThatThrownBy(() -> CacheHash.ofString("a\ud800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the text has an unpaired surrogate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {} | 44136fa355b3678a",
        "{\"a\":1} | {\"a\": 1} | f9d86028c6e0d64e",
        "{\"Answer\":42} | {\"Answer\": 42} | a67c5a4568211ec5",
        "{\"b\":1,\"a\":[1,2,{\"z\":null}]} | {\"a\": [1, 2, {\"z\": null}], \"b\": 1} | 7616317d949ab749",
        "{\"a\":[1,2,{\"z\":null}],\"b\":1} | {\"a\": [1, 2, {\"z\": null}], \"b\": 1} | 7616317d949ab749",
        "{\"u\":\"\u00e9\"} | {\"u\": \"\\u00e9\"} | ec3d970405a5051d",
        "{\"e\":\"\ud83d\ude00\"} | {\"e\": \"\\ud83d\\ude00\"} | 9080d1b52062acb1",
        "{\"f\":1.0} | {\"f\": 1.0} | 569bf374e34c8263",
        "{\"f\":1e3} | {\"f\": 1000.0} | eedc621e2e413f76",
        "{\"f\":1e15} | {\"f\": 1000000000000000.0} | 5fef437b4dc4474b",
        "{\"f\":1e16} | {\"f\": 1e+16} | 81ccd0081c3fb55a",
        "{\"f\":123456789012345680.0} | {\"f\": 1.2345678901234568e+17} | 758ceb80165e2928",
        "{\"f\":0.0001} | {\"f\": 0.0001} | 802afe92f75751b0",
        "{\"f\":0.00001} | {\"f\": 1e-05} | 55168b56bdc8d175",
        "{\"f\":-0.0} | {\"f\": -0.0} | 6756a17782ba00f1",
        "{\"t\":true,\"n\":null} | {\"n\": null, \"t\": true} | fd32d1b7cf8a4118",
        "{\"big\":12345678901234567890123} | {\"big\": 12345678901234567890123} | 77ae4b86be0c32f1",
        "{\"k10\":1,\"k9\":2,\"K\":3,\"_\":4,\"\":5} | {\"\": 5, \"K\": 3, \"_\": 4, \"k10\": 1, \"k9\": 2} | d30095b77f3d74ef",
        "{\"\ud800\udc00\":2,\"\ue000\":1} | {\"\\ue000\": 1, \"\\ud800\\udc00\": 2} | 91a49a38d5c0faca",
      })
  void json_hasTheServicesFormAndHash(String json, String canonical, String hash) {
    assertThat(CanonicalJson.text(parse(json))).isEqualTo(canonical);
    assertThat(CacheHash.ofJson(parse(json))).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "42 | 73475cb40a568e8d",
        "43 | 44cb730c420480a0",
        "true | 3cbc87c7681f34db",
        "false | 60a33e6cf5151f2d",
        "1.5 | 9f29a130438b8117",
        "1.0 | d0ff5974b6aa52cf",
        "1e16 | a144838520595009",
        "[\"b\",1] | 261e7f1f224f2bc0",
        "{\"y\":1,\"x\":2} | d7d27e4ed4903640",
        "\"hello world\" | b94d27b9934d3e08",
      })
  void field_hasTheServicesHash(String field, String hash) {
    @SuppressWarnings("unchecked") // The document is an object.
    Map<String, Object> entry = (Map<String, Object>) parse("{\"a\":{\"b_c\":" + field + "}}");
    assertThat(CacheHash.ofField(entry, "a.b_c")).isEqualTo(hash);
    assertThat(CacheHash.ofField(entry, " a.b c ")).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing | Field 'missing' not found in data",
        "a.missing | Field 'a.missing' not found in data",
        "text.length | Field 'text.length' not found in data",
        "list.0 | Field 'list.0' not found in data",
        "nothing | Field 'nothing' not found in data",
        "empty | Field 'empty' is empty",
        "a..b | field path 'a..b' has an empty part",
        ".a | field path '.a' has an empty part",
        "a. | field path 'a.' has an empty part",
      })
  void fieldThatHasNoHash_isRefused(String path, String message) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("a", Map.of("b", 1));
    entry.put("text", "t");
    entry.put("list", List.of(1));
    entry.put("nothing", null);
    entry.put("empty", "");
    assertThatThrownBy(() -> CacheHash.ofField(entry, path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void pathThatIsTooLong_isRefused() {
    assertThatThrownBy(() -> CacheHash.ofField(Map.of(), "x".repeat(257)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("field path of 257 characters: at most 256");
  }

  @Test
  void bytes_haveTheServicesHash() {
    byte[] first = {0, 1, (byte) 0xff, (byte) 0xfe};
    assertThat(CacheHash.ofBytes(first)).isEqualTo("5e90fe9777905078");
    assertThat(CacheHash.ofBytes(Blob.wrap(new byte[] {1, 2, 3, 4, 5})))
        .isEqualTo("74f81fe167d99b4c");
  }

  private static Blob zip(int level, String... members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(level);
      for (int i = 0; i < members.length; i += 2) {
        zip.putNextEntry(new ZipEntry(members[i]));
        zip.write(members[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return Blob.wrap(bytes.toByteArray());
  }

  @Test
  void zip_isHashedByItsMembers() throws IOException {
    String hash = "a67d4c96ef009c0e";
    assertThat(CacheHash.ofZip(zip(9, "a.txt", "AAA", "dir/b.json", "{\"x\":1}"))).isEqualTo(hash);
    assertThat(CacheHash.ofZip(zip(0, "dir/b.json", "{\"x\":1}", "a.txt", "AAA"))).isEqualTo(hash);
    assertThat(CacheHash.ofZip(zip(9))).isEqualTo("e3b0c44298fc1c14");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a zip, but longer than the end of one"})
  void whatIsNoZip_isRefused(String text) {
    assertThatThrownBy(() -> CacheHash.ofZip(Blob.ofText(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("File is not a zip file");
  }

  @Test
  void zipThatUnpacksToMore_isRefusedBeforeItIsUnpacked() throws IOException {
    Blob bomb = zip(9, "a", "\0".repeat(50_000_000));
    assertThat(bomb.size()).isLessThan(100_000);
    assertThatThrownBy(() -> CacheHash.ofZip(bomb, 1_000_000, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the zip unpacks to more than 1000000 bytes; hash its members with ofZip(Map) if that"
                + " is meant");
    Blob parts = zip(9, "a", "x".repeat(6), "b", "x".repeat(5));
    assertThat(CacheHash.ofZip(parts, 11, 2)).isEqualTo(CacheHash.ofZip(parts));
    assertThatThrownBy(() -> CacheHash.ofZip(parts, 10, 2))
        .hasMessageStartingWith("the zip unpacks to more than 10 bytes;");
  }

  @Test
  void zipOfTooManyMembers_isRefused() throws IOException {
    Blob zip = zip(9, "a", "", "b", "", "c", "");
    assertThatThrownBy(() -> CacheHash.ofZip(zip, 100, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the zip has more than 2 members; hash its members with ofZip(Map) if that is meant");
  }
}
