package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.config.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheServiceConfigTest {

  private static final URI URL = URI.create("http://host:10017");

  @TempDir private Path directory;

  private static CacheServiceConfig.Builder builder() {
    return CacheServiceConfig.builder().url(URL);
  }

  @Test
  void defaults_areThoseDocumented() {
    CacheServiceConfig config = builder().build();
    assertThat(config.mode()).isEqualTo(ServiceMode.REMOTE);
    assertThat(config.url()).contains(URL);
    assertThat(config.keyName()).isEqualTo("x-api-key");
    assertThat(config.keyValue()).isEmpty();
    assertThat(config.keyAsCookie()).isFalse();
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.maxResponseSize()).isEqualTo(256 << 20);
    assertThat(config.retries())
        .isEqualTo(new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(5)));
  }

  @Test
  void toString_hidesTheKey() {
    assertThat(builder().keyValue("the-secret").build())
        .hasToString(
            "CacheServiceConfig[mode=remote, url=http://host:10017, keyName=x-api-key,"
                + " keyValue=***, keyAsCookie=false, connectTimeout=PT5S, timeout=PT30S,"
                + " retries=RetryPolicy[attempts=3, firstDelay=PT0.1S, maxDelay=PT5S],"
                + " maxResponseSize=268435456]");
  }

  @Test
  void remoteWithoutUrl_isRefused() {
    assertThatThrownBy(() -> CacheServiceConfig.builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("url must be set where the mode is remote");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host", "http:///path", "host:80", "http://h/?", "http://h/#", "http:x"})
  void urlThatIsNone_isRefused(String url) {
    assertThatThrownBy(() -> builder().url(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "url (" + url + ") must be http or https with a host, as http://127.0.0.1:10017");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?token=the-secret", "#the-secret", "?a=1&b=the-secret#c"})
  void moreThanAUrl_isRefusedWithoutTellingIt(String more) {
    assertThatThrownBy(() -> builder().url(URI.create("http://h/p" + more)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "url (http://h/p%c***) must be http or https with a host, as http://127.0.0.1:10017"
                .formatted(more.charAt(0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://admin:s3cret@host:1 | http://***@host:1",
        "http://admin:s3c@ret@host:1 | http://***@host:1",
        "http://admin:s3?c@host:1?x | http://***@host:1?***",
        "http://admin:s3cret@ho st:1 | http://***@ho st:1",
        "admin:s3cret@host:1 | ***@host:1",
        "host:1?token=s3cret | host:1?***",
        "http://h:1?token=s3cret | http://h:1?***",
        "http://h:1/a#s3cret | http://h:1/a#***",
      })
  void secretInTheUrl_isNotTold(String url, String shown) {
    for (String name : List.of("STORAGE_CACHE_SERVICE_URL", "URL__TARGET_SERVER__CACHE_SERVICE")) {
      assertThatThrownBy(() -> CacheServiceConfig.fromEnvironment(Map.of(name, url)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "Invalid storage configuration:\n  - STORAGE_CACHE_SERVICE_URL=%s: must be an http or"
                      .formatted(shown)
                  + " https URL with a host, without user, query and fragment");
    }
  }

  @Test
  void userInTheUrl_isRefusedWithoutTellingIt() {
    assertThatThrownBy(() -> builder().url(URI.create("http://user:secret@host")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("url must not hold a user or a password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nb", "\u00e9"})
  void keyThatNoHeaderHolds_isRefusedWithoutTellingIt(String key) {
    assertThatThrownBy(() -> builder().keyValue(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keyValue must not be empty, and hold only visible ASCII characters");
  }

  @Test
  void figuresThatBreakTheirRule_areRefused() {
    assertThatThrownBy(() -> builder().keyName("a:b"))
        .hasMessage("keyName (a:b) must be a name of a header");
    assertThatThrownBy(() -> builder().timeout(Duration.ZERO))
        .hasMessage("timeout (PT0S) must be positive");
    assertThatThrownBy(() -> builder().connectTimeout(Duration.ofSeconds(-1)))
        .hasMessage("connectTimeout (PT-1S) must be positive");
    assertThatThrownBy(() -> builder().maxResponseSize(0))
        .hasMessage("maxResponseSize (0) must be positive");
    assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
        .hasMessage("attempts (0) must be at least 1");
    assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("maxDelay (PT1S) must be at least firstDelay (PT2S)");
  }

  @Test
  void environment_isRead() {
    CacheServiceConfig config =
        CacheServiceConfig.fromEnvironment(
            Map.of(
                "STORAGE_CACHE_SERVICE_URL", "https://ours",
                "STORAGE_CACHE_SERVICE_KEY_NAME", "our-name",
                "STORAGE_CACHE_SERVICE_KEY_VALUE", "our-key",
                "STORAGE_CACHE_SERVICE_TIMEOUT", "3s",
                "URL__TARGET_SERVER__CACHE_SERVICE", "http://theirs",
                "UNRELATED", "x"));
    assertThat(config.url()).contains(URI.create("https://ours"));
    assertThat(config.mode()).isEqualTo(ServiceMode.REMOTE);
    assertThat(config.keyName()).isEqualTo("our-name");
    assertThat(config.keyValue()).contains("our-key");
    assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void namesOfTheOriginal_areReadWhereOursAreNotSet() {
    CacheServiceConfig config =
        CacheServiceConfig.fromEnvironment(
            Map.of(
                "URL__TARGET_SERVER__CACHE_SERVICE", "http://theirs",
                "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_NAME", "their-name",
                "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_VALUE", "their-key",
                "STORAGE_CACHE_SERVICE_KEY_NAME", " "));
    assertThat(config.url()).contains(URI.create("http://theirs"));
    assertThat(config.keyName()).isEqualTo("their-name");
    assertThat(config.keyValue()).contains("their-key");
  }

  @Test
  void keyInAFile_winsOverTheOriginals() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "from-file\n");
    CacheServiceConfig config =
        CacheServiceConfig.fromEnvironment(
            Map.of(
                "STORAGE_CACHE_SERVICE_KEY_VALUE_FILE",
                file.toString(),
                "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_VALUE",
                "their-key"));
    assertThat(config.keyValue()).contains("from-file");
  }

  @Test
  void nothingSet_isInMemory() {
    assertThat(CacheServiceConfig.fromEnvironment(Map.of()).mode())
        .isEqualTo(ServiceMode.IN_MEMORY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STORAGE_CACHE_SERVICE_MODE | remote | STORAGE_CACHE_SERVICE_URL: must be set where"
            + " STORAGE_CACHE_SERVICE_MODE is remote",
        "STORAGE_CACHE_SERVICE_URL | nowhere | STORAGE_CACHE_SERVICE_URL=nowhere: must be an http or"
            + " https URL with a host, without user, query and fragment",
      })
  void settingThatBreaksItsRule_isNamed(String name, String value, String problem) {
    assertThatThrownBy(() -> CacheServiceConfig.fromEnvironment(Map.of(name, value)))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            failure -> assertThat(failure.problems()).containsExactly(problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"in_memory", "local_server"})
  void modeWithoutItsJar_namesTheArtifact(String mode) {
    CacheServiceConfig config =
        CacheServiceConfig.fromEnvironment(Map.of("STORAGE_CACHE_SERVICE_MODE", mode));
    assertThatThrownBy(() -> CacheServiceClient.open(config))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "there is no cache service in this process; add the dependency"
                + " dev.larder:cache-service, or set the URL of a remote one");
  }
}
