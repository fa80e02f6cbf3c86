package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.ByteArrayInputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are under way while somebody closes the client. */
@Timeout(60)
class ClosedClientTest {

  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";

  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void close_endsWhatIsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(
            (r, out) -> {
              asked.countDown();
              end.await();
            })) {
      CacheServiceClient client = server.client();
      CompletableFuture<CacheException> failure =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      CacheException.class, () -> client.retrieve("n").id(ID).binary()));
      asked.await();
      client.close();
      client.close();
      assertThat(failure.get(20, TimeUnit.SECONDS).code()).isEqualTo(Code.CLOSED);
      assertThatThrownBy(() -> client.exists("n").id(ID))
          .hasMessage("exists: the client was closed; open another");
    }
  }

  @Test
  void closeInTheMiddleOfAStore_endsIt() {
    try (RawServer server = RawServer.json("{}")) {
      CacheServiceClient client = server.client();
      RequestBody body =
          new StreamBody(
              "application/octet-stream",
              200_000,
              () -> new ByteArrayInputStream(new byte[100_000]),
              () -> new ClosingStream(client, new byte[100_000]));
      CacheException failure =
          catchThrowableOfType(
              CacheException.class,
              () -> client.store("n").binary(Strategy.DIRECT, body, StoreOptions.none()));
      assertThat(failure).hasMessage("store binary: the client was closed; open another");
      assertThat(failure.code()).isEqualTo(Code.CLOSED);
    }
  }

  /** Closes the client before its bytes are read. */
  private static final class ClosingStream extends ByteArrayInputStream {

    private final CacheServiceClient client;

    ClosingStream(CacheServiceClient client, byte[] bytes) {
      super(bytes);
      this.client = client;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      client.close();
      return super.read(bytes, offset, length);
    }
  }
}
