package dev.larder.service.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of requests that there is no memory for. */
class RoomTest {

  private static final String NO_MEMORY =
      "{\"detail\":\"There is no memory for this request now\"}";

  @Test
  void roomThatIsTaken_isRefused() throws InterruptedIOException {
    Room room = new Room(10, 0);
    room.enter(6);
    assertThatThrownBy(() -> room.enter(5))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.reply().status()).isEqualTo(503));
    room.leave(6);
    room.enter(10);
  }

  @Test
  void manyDocuments_leaveTheRoomAsItWas() {
    try (Storage storage = Twins.memory()) {
      CacheServerConfig config =
          CacheServerConfig.builder(storage).withoutKey().maxDocument(Room.ofHeap()).build();
      Wire wire = new Wire(CacheService.open(config));
      String document = "{\"a\":\"" + "x".repeat(Math.min(1 << 20, Room.ofHeap() / 2)) + "\"}";
      for (int i = 0; i < 2 * Room.ofHeap() / document.length(); i++) {
        wire.text("/n/direct/store/json", document).is(400);
      }
      wire.json("/n/direct/store/json", document).is(200);
    }
  }

  @Test
  void defaultOfDocuments_followsTheHeap() {
    try (Storage storage = Twins.memory()) {
      assertThat(CacheServerConfig.builder(storage).withoutKey().build().maxDocument())
          .isEqualTo(Math.min(64 << 20, (int) (Runtime.getRuntime().maxMemory() / 32)));
    }
  }

  @Test
  void memoryThatRunsOut_is503AndTheServerGoesOn() throws Exception {
    try (Storage storage = new FullHeap(Twins.memory());
        CacheServer server =
            CacheServer.start(CacheServerConfig.builder(storage).withoutKey().build())) {
      HttpResponse<String> refused = store(server, "large");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).isEqualTo(NO_MEMORY);
      assertThat(store(server, "x").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> store(CacheServer server, String text) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/n/direct/store/string"))
            .header("content-type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(text, UTF_8))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Says that the heap is full where a large value is to be stored. */
  private static final class FullHeap extends ForwardingStorage {

    private final Storage inner;

    FullHeap(Storage inner) {
      this.inner = inner;
    }

    @Override
    protected Storage delegate() {
      return inner;
    }

    @Override
    public Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
      requests.forEach(request -> check(request.value()));
      return inner.saveAll(requests);
    }

    @Override
    public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
      check(value);
      return inner.save(key, value, options);
    }

    private static void check(Blob value) {
      if (value.toText().equals("\"large\"")) {
        throw new OutOfMemoryError("as a test has it");
      }
    }
  }
}
