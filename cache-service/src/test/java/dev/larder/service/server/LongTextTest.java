package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import dev.larder.storage.Storage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of children that are longer than what is held in memory of a document. */
class LongTextTest {

  private static final int DOCUMENT = 300_000;

  /** Its characters begin anywhere in the pieces that are read. */
  private static final String LINE = "a line of é, 語 and 😀\n";

  private static final String TEXT = LINE.repeat(1_000_000 / LINE.length());

  private Storage storage;
  private Wire wire;
  private String child;

  @BeforeEach
  void open() {
    storage = Twins.memory();
    wire =
        new Wire(
            CacheService.open(
                CacheServerConfig.builder(storage)
                    .withoutKey()
                    .maxDocument(DOCUMENT)
                    .maxBody(2_000_000)
                    .build()));
    String id = wire.text("/n/direct/store/string", "x").string("cache_id");
    child = "/n/cache/" + id + "/data/%s/folder/text";
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private String at(String what) {
    return child.formatted(what);
  }

  @Test
  void textLongerThanADocument_isStoredAndUpdated() {
    int size = TEXT.getBytes(StandardCharsets.UTF_8).length;
    Answer stored = wire.text(at("store/string"), TEXT).is(200);
    assertThat(stored.at("file_size").asInt()).isEqualTo(size);
    assertThat(wire.get(at("string")).is(200).text()).isEqualTo(TEXT);

    Answer updated = wire.text(at("update/string"), "é" + TEXT).is(200);
    assertThat(updated.at("file_size").asInt()).isEqualTo(size + 2);
    assertThat(wire.get(at("string")).is(200).text()).isEqualTo("é" + TEXT);
  }

  @Test
  void textOfUnknownLength_isStored() {
    for (String text : new String[] {"é", TEXT}) {
      wire.send(Method.POST, at("store/string"), new Unannounced(Blob.ofText(text))).is(200);
      assertThat(wire.get(at("string")).is(200).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8_191, 500_000, 999_999})
  void bytesThatAreNoText_storeNothing(int place) {
    byte[] bytes = new byte[1_000_000];
    Arrays.fill(bytes, (byte) 'a');
    // The first of two bytes, with no second one behind it.
    bytes[place] = (byte) 0xc3;
    Answer refused = wire.post(at("store/string"), Wire.TEXT, Blob.wrap(bytes)).is(400);
    assertThat(refused.text()).contains("unable to parse raw data as a unicode string");
    wire.get(at("string")).is(404);
  }

  @Test
  void textLongerThanABody_isRefused() {
    Answer refused = wire.text(at("store/string"), TEXT + TEXT).is(413);
    assertThat(refused.string("detail")).isEqualTo("The body is larger than 2000000 bytes");
    wire.get(at("string")).is(404);
  }

  @Test
  void textInJson_isADocument() {
    wire.json(at("store/string"), "\"" + "a".repeat(DOCUMENT) + "\"").is(413);
  }

  /** A body that does not say how long it is. */
  private record Unannounced(Blob bytes) implements RequestBody {

    @Override
    public String contentType() {
      return Wire.TEXT;
    }

    @Override
    public long length() {
      return -1;
    }

    @Override
    public InputStream open() {
      return bytes.openStream();
    }
  }
}
