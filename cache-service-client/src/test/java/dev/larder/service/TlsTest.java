package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TlsTest {

  private static final String ID = "637a6e0e-8817-402e-b999-105114cc72da";
  private static final String PASSWORD = "password-of-the-test";

  @TempDir private static Path directory;

  /** Has the key of {@code localhost}, and trusts it. */
  private static SSLContext ours;

  private final CountDownLatch end = new CountDownLatch(1);

  @BeforeAll
  static void makeKey() throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.out").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    key.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    ours = SSLContext.getInstance("TLS");
    ours.init(key.getKeyManagers(), trust.getTrustManagers(), null);
  }

  private static RawServer server(RawServer.Script script) throws IOException {
    ServerSocket socket =
        ours.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    return new RawServer(socket, script);
  }

  private static CacheServiceConfig.Builder config(RawServer server, String host) {
    return CacheServiceConfig.builder()
        .url(URI.create("https://" + host + ":" + server.uri().getPort()))
        .connectTimeout(Duration.ofMinutes(1))
        .retries(RetryPolicy.NONE);
  }

  private static CacheException fails(CacheServiceConfig config) {
    return fails(CacheServiceClient.open(config));
  }

  private static CacheException failsSoon(RawServer server) {
    Duration moment = Duration.ofMillis(500);
    return fails(HastyClient.open(config(server, "localhost").tls(ours).timeout(moment).build()));
  }

  private static CacheException fails(CacheServiceClient opened) {
    try (CacheServiceClient client = opened) {
      return catchThrowableOfType(CacheException.class, () -> client.exists("n").id(ID));
    }
  }

  @Test
  void trustedService_isUsedOverOneConnection() throws IOException {
    byte[] large = new byte[1_000_000];
    try (RawServer server =
            server(
                (r, out) ->
                    out.write(
                        RawServer.response(
                            200,
                            r.method().equals("GET")
                                ? "{\"exists\":true}"
                                : RawServer.NEW_ENTRY)));
        CacheServiceClient client =
            CacheServiceClient.open(config(server, "localhost").tls(ours).build())) {
      for (int i = 0; i < 20; i++) {
        client.store("n").string(Strategy.DIRECT, "text", StoreOptions.none());
      }
      client.store("n").binary(Strategy.DIRECT, Blob.wrap(large), StoreOptions.none());
      assertThat(server.last().body()).isEqualTo(Blob.wrap(large));
      assertThat(server.connections()).isEqualTo(1);
      server.cut();
      // A store would fail if it were sent before the end of the connection has come.
      assertThat(client.exists("n").id(ID)).isTrue();
      assertThat(server.requests()).hasSize(22);
    }
  }

  @Test
  void serviceThatNobodyTrusts_isRefused() throws IOException {
    try (RawServer server = server((r, out) -> out.write(RawServer.bytes("never")))) {
      CacheException failure = fails(config(server, "localhost").build());
      // Since JDK 21 the name of the TLS alert stands in the middle.
      assertThat(failure.getMessage().replace("(certificate_unknown) ", ""))
          .isEqualTo(
              "exists: GET https://localhost:"
                  + server.uri().getPort()
                  + "/n/exists/id/"
                  + ID
                  + ": TLS failed: PKIX path building failed:"
                  + " sun.security.provider.certpath.SunCertPathBuilderException: unable to find"
                  + " valid certification path to requested target; check the certificate, and that"
                  + " the port speaks TLS");
      assertThat(failure.code()).isEqualTo(Code.INTERNAL);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void certificateOfAnotherHost_isRefused() throws IOException {
    try (RawServer server = server((r, out) -> out.write(RawServer.bytes("never")))) {
      CacheException failure = fails(config(server, "127.0.0.1").tls(ours).build());
      assertThat(failure)
          .hasMessageContaining(": TLS failed: ")
          .hasMessageEndingWith("; check the certificate, and that the port speaks TLS");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void silentService_isTimedOut() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server =
        server(
            (r, out) -> {
              asked.countDown();
              end.await();
            })) {
      assertThat(failsSoon(server).code()).isEqualTo(Code.TIMEOUT);
      asked.await();
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** Encrypts what it accepts, and keeps what is below. */
  private static final class LayeredServer extends ServerSocket {

    private volatile Socket below = new Socket();

    LayeredServer() throws IOException {
      super(0, 10, InetAddress.getLoopbackAddress());
    }

    @Override
    public Socket accept() throws IOException {
      below = super.accept();
      return ours.getSocketFactory().createSocket(below, null, true);
    }
  }

  /** Begins a record, and goes on with a byte now and then. */
  private void drip(Socket socket, int type) throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    out.write(new byte[] {(byte) type, 3, 3, 0x3f, (byte) 0xff, 2, 0, 0x3f, (byte) 0xfb});
    while (!end.await(10, TimeUnit.MILLISECONDS)) {
      out.write(0);
    }
  }

  @Test
  void drippedAnswer_isTimedOut() throws IOException {
    try (LayeredServer layered = new LayeredServer();
        RawServer server = new RawServer(layered, (r, out) -> drip(layered.below, 0x17))) {
      CacheException failure = failsSoon(server);
      assertThat(failure)
          .hasMessageEndingWith(": no answer within 500 ms; it may have taken effect");
      assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
    }
  }

  /** Starts a server that drips a handshake, and tells when it is at it. */
  private ServerSocket drippedHandshakes(CountDownLatch dripping) throws IOException {
    ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                dripping.countDown();
                drip(socket, 0x16);
              } catch (IOException | InterruptedException ended) {
                // The client's side tells the test what happened.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static CacheServiceConfig.Builder config(ServerSocket server) {
    return CacheServiceConfig.builder()
        .url(URI.create("https://localhost:" + server.getLocalPort()))
        .retries(RetryPolicy.NONE);
  }

  @Test
  void drippedHandshake_isTimedOut() throws IOException {
    try (ServerSocket server = drippedHandshakes(new CountDownLatch(1))) {
      CacheException failure = fails(config(server).connectTimeout(Duration.ofMillis(300)).build());
      assertThat(failure)
          .hasMessageEndingWith(": no connection within 300 ms; does the service run there?");
      assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
    }
  }

  @Test
  void closeInTheMiddleOfAHandshake_endsIt() throws Exception {
    CountDownLatch dripping = new CountDownLatch(1);
    try (ServerSocket server = drippedHandshakes(dripping)) {
      CacheServiceClient client =
          CacheServiceClient.open(config(server).connectTimeout(Duration.ofMinutes(10)).build());
      CompletableFuture<CacheException> failure =
          CompletableFuture.supplyAsync(
              () -> catchThrowableOfType(CacheException.class, () -> client.exists("n").id(ID)));
      dripping.await();
      client.close();
      assertThat(failure.get(60, TimeUnit.SECONDS).code()).isEqualTo(Code.CLOSED);
    }
  }

  @Test
  void interrupt_endsTheWait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (RawServer server =
        server(
            (r, out) -> {
              asked.countDown();
              end.await();
            })) {
      CacheServiceConfig config = config(server, "localhost").tls(ours).build();
      CompletableFuture<CacheException> failure = new CompletableFuture<>();
      Thread thread = new Thread(() -> failure.complete(fails(config)));
      thread.start();
      asked.await();
      thread.interrupt();
      assertThat(failure.get(60, TimeUnit.SECONDS).code()).isEqualTo(Code.CANCELLED);
    }
  }
}
