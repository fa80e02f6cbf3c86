package dev.larder.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code redis-server} on a free port of the loopback interface, in memory only. */
final class RedisServer implements AutoCloseable {

  // The second process waits for the end of its input, which comes when this JVM ends in whatever
  // way, and ends the server: even a killed benchmark leaves nothing behind.
  private static final String SCRIPT =
      "exec 3<&0; { read end <&3; kill $$; rmdir \"$0\"; } >/dev/null 2>&1 & exec \"$@\"";

  // Somebody else may get a port that was free a moment ago, though hardly again and again.
  private static final int ATTEMPTS = 5;
  private static final String TAKEN = "Address already in use";

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @throws IllegalStateException if there is none on this host or it does not start; the message
   *     says what to do
   */
  static RedisServer start() {
    return start(System.getenv().getOrDefault("PATH", ""));
  }

  static RedisServer start(String path) {
    String program = find(path);
    String said = TAKEN;
    try {
      for (int i = 0; i < ATTEMPTS && said.contains(TAKEN); i++) {
        RedisServer server = launch(program);
        boolean ready = false;
        try {
          said = server.saidBeforeReady();
          ready = said.isEmpty();
        } finally {
          if (!ready) {
            server.close();
          }
        }
        if (ready) {
          return server;
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    throw new IllegalStateException("redis-server does not start; it said:\n" + said);
  }

  private static RedisServer launch(String program) throws IOException {
    Path directory = Files.createTempDirectory("larder-redis");
    int port = freePort();
    return new RedisServer(
        new ProcessBuilder(command(program, directory, port)).redirectErrorStream(true).start(),
        port);
  }

  private static String find(String path) {
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(directory, "redis-server");
      if (Files.isExecutable(program)) {
        return program.toString();
      }
    }
    throw new IllegalStateException(
        "redis-server is not on the PATH; install it: apt-get install redis-server");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> command(String program, Path directory, int port) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, directory.toString()));
    command.add(program);
    command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", directory.toString()));
    return command;
  }

  /** Waits until it answers or has ended; returns what it said if it has ended. */
  private String saidBeforeReady() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains("Ready to accept connections")) {
        return "";
      }
      said.append(line).append('\n');
    }
    return said.isEmpty() ? "nothing" : said.toString();
  }

  /** Returns where it listens, on 127.0.0.1. */
  int port() {
    return port;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Ends the server and waits until it is gone. */
  @Override
  public void close() {
    process.destroy();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      process.getOutputStream().close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
