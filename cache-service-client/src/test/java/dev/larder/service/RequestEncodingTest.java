package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, byte for byte. */
class RequestEncodingTest {

  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";

  private RawServer server;
  private CacheServiceClient client;

  @BeforeEach
  void open() {
    server = RawServer.json(RawServer.NEW_ENTRY);
    client = server.client();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private RawServer.Request sent(Consumer<CacheServiceClient> call) {
    call.accept(client);
    return server.last();
  }

  private RawServer.Request sentToData(Consumer<DataCalls> call) {
    try (RawServer children = RawServer.json(RawServer.CHILD);
        CacheServiceClient opened = children.client()) {
      call.accept(opened.data("n", ID));
      return children.last();
    }
  }

  @Test
  void text_goesUpAsItIs() {
    RawServer.Request request =
        sent(c -> c.store("n").string(Strategy.DIRECT, "caf\u00e9 \"x\"\n", StoreOptions.none()));
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/n/direct/store/string");
    assertThat(request.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(request.header("content-length")).isEqualTo("10");
    assertThat(request.text()).isEqualTo("caf\u00e9 \"x\"\n");
  }

  @Test
  void emptyText_isSentAsJson() {
    RawServer.Request request = sentToData(data -> data.storeString(ChildName.of("a"), ""));
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.text()).isEqualTo("\"\"");
  }

  @Test
  void emptyObject_isSent() {
    RawServer.Request request =
        sent(c -> c.store("n").json(Strategy.TEMPORAL, Map.of(), StoreOptions.none()));
    assertThat(request.target()).isEqualTo("/n/temporal/store/json");
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.text()).isEqualTo("{}");
  }

  @Test
  void emptyBytes_areSentAsAnEmptyBody() {
    RawServer.Request request =
        sent(c -> c.store("n").binary(Strategy.DIRECT, Blob.empty(), StoreOptions.none()));
    assertThat(request.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(request.header("content-length")).isEqualTo("0");
    assertThat(request.body()).isEqualTo(Blob.empty());
  }

  @Test
  void postWithoutBody_saysSo() {
    assertThatThrownBy(() -> client.zip("n").create(Strategy.DIRECT, "k", "f"))
        .hasMessageEndingWith(
            "JSON whose file_count is missing or of another type; is there a cache"
                + " service at this URL?");
    assertThat(server.last().target()).isEqualTo("/n/direct/zip/create/k/f");
    assertThat(server.last().header("content-length")).isEqualTo("0");
    assertThat(server.last().header("content-type")).isNull();
  }

  @Test
  void json_isCompactUtf8() {
    Map<String, Object> object = Map.of("\u00e9", List.of(1, 1.5, true));
    RawServer.Request request =
        sent(c -> c.store("n").json(Strategy.DIRECT, object, StoreOptions.none()));
    assertThat(request.text()).isEqualTo("{\"\u00e9\":[1,1.5,true]}");
  }

  @Test
  void gzip_isDeclared() {
    Blob bytes = Blob.wrap(new byte[] {0x1f, (byte) 0x8b});
    RawServer.Request request =
        sent(c -> c.store("n").gzip(Strategy.DIRECT, bytes, StoreOptions.none()));
    assertThat(request.header("content-encoding")).isEqualTo("gzip");
    assertThat(request.body()).isEqualTo(bytes);
  }

  @Test
  void names_arePercentEncoded() {
    StoreOptions options =
        StoreOptions.key("a b/c+d%/\u00e9?#;=&").fileId("f&g=h /").jsonFieldPath("x.y");
    RawServer.Request request = sent(c -> c.store("n").json(Strategy.KEY_BASED, Map.of(), options));
    assertThat(request.target())
        .isEqualTo(
            "/n/key_based/store/json/a%20b/c%2Bd%25/%C3%A9%3F%23%3B%3D%26"
                + "?file_id=f%26g%3Dh%20%2F&json_field_path=x.y");
  }

  @Test
  void everyRequest_carriesTheKeyInAHeader() {
    RawServer.Request request =
        sent(c -> c.store("n").string(Strategy.DIRECT, "a", StoreOptions.none()));
    assertThat(request.headers())
        .containsOnlyKeys(
            "host",
            "accept-encoding",
            "content-type",
            "content-length",
            CacheServiceConfig.DEFAULT_KEY_NAME)
        .containsEntry("x-api-key", "the-secret")
        .containsEntry("accept-encoding", "gzip")
        .containsEntry("host", "127.0.0.1:" + server.uri().getPort());
  }

  @Test
  void keyAsCookie_isInTheCookieOnly() {
    CacheServiceConfig config = server.config().keyName("Auth-Name").keyAsCookie(true).build();
    try (CacheServiceClient other = CacheServiceClient.open(config)) {
      other.store("n").string(Strategy.DIRECT, "a", StoreOptions.none());
    }
    assertThat(server.last().header("cookie")).isEqualTo("Auth-Name=the-secret");
    assertThat(server.last().headers()).doesNotContainKey("auth-name");
  }

  @Test
  void noKey_sendsNone() {
    CacheServiceConfig config = CacheServiceConfig.builder().url(server.uri()).build();
    try (CacheServiceClient other = CacheServiceClient.open(config)) {
      other.store("n").string(Strategy.DIRECT, "a", StoreOptions.none());
    }
    assertThat(server.last().headers()).doesNotContainKeys("x-api-key", "cookie");
  }

  @Test
  void pathOfTheUrl_isInFrontOfEachRoute() {
    URI behindProxy = URI.create(server.uri() + "/cache/");
    CacheServiceConfig config = CacheServiceConfig.builder().url(behindProxy).build();
    try (CacheServiceClient other = CacheServiceClient.open(config)) {
      other.store("n").string(Strategy.DIRECT, "a", StoreOptions.none());
    }
    assertThat(server.last().target()).isEqualTo("/cache/n/direct/store/string");
  }

  @Test
  void ifAbsent_isAHeader() {
    StoreOptions options = StoreOptions.key("k").ifAbsent();
    RawServer.Request request = sent(c -> c.store("n").string(Strategy.DIRECT, "a", options));
    assertThat(request.header("x-larder-if-absent")).isEqualTo("true");
  }

  @Test
  void children_haveTheirKindFolderAndName() {
    RawServer.Request request =
        sentToData(data -> data.storeJson(ChildName.of("a/b c/d.json"), Map.of()));
    assertThat(request.target()).isEqualTo("/n/cache/" + ID + "/data/store/json/a/b%20c/d.json");
  }

  @Test
  void list_namesTheFolder() {
    try (RawServer lists = RawServer.json("{\"files\":[],\"total_size\":0}");
        CacheServiceClient opened = lists.client()) {
      assertThat(opened.data("n", ID).list("a b", false)).contains(new ChildList(List.of(), 0));
      assertThat(lists.last().target())
          .isEqualTo("/n/cache/" + ID + "/data/list/a%20b?recursive=false");
      opened.data("n", ID).list("", true);
      assertThat(lists.last().target()).isEqualTo("/n/cache/" + ID + "/data/list");
      assertThat(lists.last().header("content-type")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a b", "a/b", "\u00e9"})
  void namespaceThatTheServiceWouldAlter_isRefused(String namespace) {
    assertThatThrownBy(() -> client.exists(namespace).id(ID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "namespace (" + namespace + ") must be 1 to 128 of the characters A-Z a-z 0-9 _ -");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../a | cacheKey (../a) must not have a part . or ..",
        "a/./b | cacheKey (a/./b) must not have a part . or ..",
        "a\\..\\b | cacheKey (a\\..\\b) must not have a part . or ..",
        "' ' | cacheKey ( ) must not be blank",
      })
  void keyThatLeadsElsewhere_isRefused(String key, String message) {
    assertThatThrownBy(
            () -> client.store("n").string(Strategy.KEY_BASED, "a", StoreOptions.key(key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void controlCharacters_areRefused() {
    StoreOptions options = StoreOptions.key("a\r\nb");
    assertThatThrownBy(() -> client.store("n").string(Strategy.KEY_BASED, "a", options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cacheKey must not hold control characters");
  }

  @Test
  void keyThatIsTooLong_isRefused() {
    StoreOptions options = StoreOptions.key("k".repeat(1025));
    assertThatThrownBy(() -> client.store("n").string(Strategy.KEY_BASED, "a", options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cacheKey of 1025 characters: at most 1024");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nope", "637a6e0e-8817-402e-b999-105114cc72dg"})
  void idThatIsNone_isRefused(String id) {
    assertThatThrownBy(() -> client.retrieve("n").id(id).string())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cacheId (" + id + ") must be a GUID, as the service gave it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "XYZ", "ABCDEF0123456789", "123456789"})
  void hashThatIsNone_isRefused(String hash) {
    assertThatThrownBy(() -> client.retrieve("n").hash(hash).string())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cacheHash (" + hash + ") must be 10 to 96 hexadecimal digits in lower case");
  }

  @Test
  void optionsThatNeedAKey_areRefusedWithout() {
    assertThatThrownBy(() -> StoreOptions.none().fileId("f"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the service takes this only together with a key");
  }

  @Test
  void fieldPathOfAText_isRefused() {
    StoreOptions options = StoreOptions.key("k").jsonFieldPath("a");
    assertThatThrownBy(() -> client.store("n").string(Strategy.DIRECT, "a", options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("only JSON has fields to take the hash of");
  }
}
