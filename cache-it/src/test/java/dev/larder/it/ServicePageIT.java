package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.config.StorageFactory;
import dev.larder.service.CacheServiceClient;
import dev.larder.service.CacheServiceConfig;
import dev.larder.service.ChildName;
import dev.larder.service.EntryKind;
import dev.larder.service.StoreOptions;
import dev.larder.service.Strategy;
import dev.larder.service.server.CacheServer;
import dev.larder.service.server.CacheServerConfig;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of the cache service, in a real browser. */
@Tag("interop")
class ServicePageIT {

  private static final String KEY = "let-me-in";
  private static final String MARKUP = "<img src=x onerror=\"document.title='run'\">";

  private CacheServer server;
  private CacheServiceClient client;

  @BeforeEach
  void start() {
    server =
        CacheServer.start(
            CacheServerConfig.builder(StorageFactory.from(Map.of("STORAGE_MODE", "memory")).open())
                .key("x-api-key", KEY)
                .build());
    client =
        CacheServiceClient.open(
            CacheServiceConfig.builder().url(server.uri()).keyValue(KEY).build());
    String id = client.ensureEntry("perf", "sessions/nightly/targets/eu");
    client
        .data("perf", id)
        .storeJson(ChildName.of("results/metrics"), Map.of("count", 42, "ok", true));
    client.data("perf", id).storeString(ChildName.of("reports/summary"), "café " + MARKUP);
    client
        .data("perf", id)
        .store(EntryKind.BINARY, ChildName.of("raw"), Blob.wrap(new byte[] {0, 1, 'A', -1}));
    for (int i = 0; i < 120; i++) {
      StoreOptions key = StoreOptions.key("pages/" + i);
      client.store("many").string(Strategy.KEY_BASED, "text " + i, key.fileId("page-" + i));
    }
    client.store("odd").string(Strategy.DIRECT, MARKUP, StoreOptions.none());
    client.store("odd").string(Strategy.DIRECT, "x".repeat(400_000), StoreOptions.key("large"));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static void logIn(Browser browser) {
    browser.find("#key").sendKeys(KEY, Keys.ENTER);
    browser.find("#namespaces button", "perf");
  }

  @Test
  void wrongKey_isAskedForAgain() throws IOException {
    try (Browser browser = Browser.start(1280, 800)) {
      browser.open(server.uri());
      browser.find("#key").sendKeys("wrong", Keys.ENTER);
      browser.find("#login-text", "Invalid API key value.");
      browser.picture("key");
      logIn(browser);
      browser.find("#forget").click();
      browser.find("#login-text", "The key is forgotten.");
      assertThat(browser.text()).doesNotContain("perf", "many");
    }
  }

  @Test
  void entry_showsItsFactsValueAndChildren() throws IOException {
    try (Browser browser = Browser.start(1280, 800)) {
      browser.open(server.uri());
      logIn(browser);
      browser.find("#namespaces button", "perf").click();
      browser.find("#entries button", "sessions/nightly/targets/eu").click();
      browser.find("#detail dd", "key based");
      browser.find("#detail pre", "\"cache_key\": \"sessions/nightly/targets/eu\"");
      browser.find(".tree button", "metrics").click();
      browser.find(".tree + div pre", "\"count\": 42");
      browser.find(".tree button", "raw").click();
      browser.find(".tree + div pre", "000000  00 01 41 ff");
      browser.picture("entry-light");
      browser.find("#theme").click();
      assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
      browser.picture("entry-dark");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void manyEntries_comeByPagesAndAreSearched() {
    try (Browser browser = Browser.start(1280, 800)) {
      browser.open(server.uri() + "/#many");
      logIn(browser);
      browser.find("#status", "50 entries so far");
      browser.find("#more").click();
      browser.find("#status", "100 entries so far");
      browser.find("#more").click();
      browser.find("#status", "120 entries");
      browser.awaitCount("#entries li", 120);
      browser.find("#search").sendKeys("pages/11");
      browser.find("#status", "11 entries");
      browser.awaitCount("#entries li", 11);
      browser.find("#search").sendKeys("nothing");
      browser.find("#status", "No entry fits.");
      browser.find("#namespaces-search").sendKeys("od");
      browser.awaitCount("#namespaces li", 1);
    }
  }

  @Test
  void markupInValues_isTextAndLargeValuesWait() {
    try (Browser browser = Browser.start(1280, 800)) {
      browser.open(server.uri() + "/#odd");
      logIn(browser);
      browser.awaitCount("#entries li", 2);
      browser.find("#entries button", "46 B").click();
      browser.find("#detail pre", MARKUP);
      assertThat(browser.run("return document.title")).isEqualTo("Larder cache service");
      browser.find("#entries button", "large").click();
      browser.find("#detail button", "Show 391 KiB").click();
      browser.find("#detail pre", "xxxxxxxx");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void phone_showsOneThingAtATime() throws IOException {
    try (Browser browser = Browser.start(390, 800)) {
      browser.open(server.uri() + "/#perf");
      logIn(browser);
      browser.find("#entries button", "sessions/nightly").click();
      browser.find("#detail dd", "sessions/nightly/targets/eu");
      assertThat(browser.shown("#entries button")).isEmpty();
      assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
      browser.picture("phone");
      browser.find("#back").click();
      browser.find("#entries button", "sessions/nightly");
      browser.back();
      browser.find("#detail dd", "sessions/nightly/targets/eu");
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
