package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.service.transport.ServiceResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a program of its own. */
@Timeout(600)
class ProgramIT {

  private static final int SIGTERM = 128 + 15;
  private static final long LARGE = 256L << 20;

  /** A program that was started, and what it printed first. */
  private record Program(Process process, BufferedReader output, String line)
      implements AutoCloseable {

    URI uri() {
      return URI.create(line.replaceAll("(?s).*(http://[^,]+),.*", "$1"));
    }

    Wire wire() {
      return new Wire(new HttpTransport(uri(), Map.of("x-api-key", "secret")));
    }

    int stop() throws InterruptedException {
      // Not destroy() of the process, which also closes its output.
      process.toHandle().destroy();
      return process.waitFor();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static Program start(List<String> vm, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(vm);
    command.addAll(List.of("-jar", Path.of("target", "larder-cache-service.jar").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("FAST_API"));
    if (!List.of(arguments).contains("--no-auth")) {
      builder.environment().put("FAST_API__AUTH__API_KEY__NAME", "x-api-key");
      builder.environment().put("FAST_API__AUTH__API_KEY__VALUE", "secret");
    }
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("larder-cache-service listens")) {
        return new Program(process, output, line);
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("it did not start: " + said);
  }

  @Test
  void started_saysOneLineAndStopsOnSigterm() throws Exception {
    try (Program program = start(List.of(), "--port", "0")) {
      assertThat(program.line())
          .matches("larder-cache-service listens on http://127\\.0\\.0\\.1:\\d+, storage memory");
      program.wire().get("/info/health").is(200);
      assertThat(program.stop()).isEqualTo(SIGTERM);
      assertThat(program.output().lines()).noneMatch(line -> line.startsWith("larder"));
    }
  }

  @Test
  void onDisk_survivesTheStop(@TempDir Path directory) throws Exception {
    String storage = "disk:" + directory.resolve("store");
    String id;
    try (Program program = start(List.of(), "--port", "0", "--storage", storage)) {
      id = program.wire().text("/n/direct/store/string", "hello world").string("cache_id");
      program.stop();
    }
    try (Program program = start(List.of(), "--port", "0", "--storage", storage)) {
      assertThat(program.wire().get("/n/retrieve/" + id + "/string").is(200).text())
          .isEqualTo("hello world");
      assertThat(program.wire().get("/server/storage/info").string("storage_mode"))
          .isEqualTo("local_disk");
    }
  }

  @Test
  void largeValue_needsNoMemory(@TempDir Path directory) throws Exception {
    List<String> small = List.of("-Xmx48m", "-XX:MaxDirectMemorySize=32m");
    String storage = "disk:" + directory.resolve("store");
    try (Program program = start(small, "--port", "0", "--storage", storage)) {
      HttpTransport transport = new HttpTransport(program.uri(), Map.of("x-api-key", "secret"));
      ServiceRequest store =
          new ServiceRequest(
              Method.POST,
              "/n/direct/store/binary",
              Map.of(),
              new Counting(),
              Duration.ofMinutes(5));
      String id;
      try (ServiceResponse response = transport.exchange(store)) {
        String answer = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(response.status()).as(answer).isEqualTo(200);
        assertThat(answer).contains("\"size\":" + LARGE);
        id = answer.substring(13, 49);
      }
      ServiceRequest read =
          new ServiceRequest(
              Method.GET, "/n/retrieve/" + id + "/binary", Map.of(), null, Duration.ofMinutes(5));
      try (ServiceResponse response = transport.exchange(read);
          InputStream expected = new Counting().open()) {
        assertThat(response.header("content-length")).contains(Long.toString(LARGE));
        assertThat(sameBytes(response.body(), expected)).isEqualTo(LARGE);
      }
    }
  }

  private static long sameBytes(InputStream actual, InputStream expected) throws IOException {
    long count = 0;
    while (true) {
      byte[] one = actual.readNBytes(1 << 16);
      byte[] other = expected.readNBytes(1 << 16);
      assertThat(one).isEqualTo(other);
      if (one.length == 0) {
        return count;
      }
      count += one.length;
    }
  }

  /** Bytes that are made as they are read. */
  private static final class Counting implements RequestBody {

    @Override
    public String contentType() {
      return Wire.BYTES;
    }

    @Override
    public long length() {
      return LARGE;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private long at;

        @Override
        public int read() {
          return at == LARGE ? -1 : (int) ((at++ * 31) >>> 3 & 0xff);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
          int count = (int) Math.min(length, LARGE - at);
          for (int i = 0; i < count; i++) {
            bytes[offset + i] = (byte) read();
          }
          return count == 0 && length > 0 ? -1 : count;
        }
      };
    }
  }

  @Test
  void slowClient_isCutOff() throws Exception {
    try (Program program = start(List.of(), "--port", "0", "--no-auth", "--request-timeout", "1");
        Socket head = new Socket(InetAddress.getLoopbackAddress(), program.uri().getPort());
        Socket body = new Socket(InetAddress.getLoopbackAddress(), program.uri().getPort())) {
      head.getOutputStream().write("GET /info/he".getBytes(StandardCharsets.US_ASCII));
      String post =
          "POST /n/direct/store/string HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
              + "Content-Length: 100\r\n\r\nhalf";
      body.getOutputStream().write(post.getBytes(StandardCharsets.US_ASCII));
      assertThat(end(head)).startsWith("HTTP/1.1 408 ");
      assertThat(end(body)).startsWith("HTTP/1.1 408 ");
      assertThat(program.wire().get("/n/file-ids").is(200).text()).isEqualTo("[]");
    }
  }

  private static String end(Socket socket) throws IOException {
    socket.setSoTimeout(60_000);
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException reset) {
      return "";
    }
  }

  @Test
  void withoutKey_endsWithAReason() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "larder-cache-service.jar").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output)
        .startsWith("larder-cache-service: no key: set FAST_API__AUTH__API_KEY__NAME");
  }
}
