package dev.larder.service.server;

import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageFactory;
import dev.larder.storage.CacheException;
import dev.larder.storage.Storage;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The cache service as a program. It listens until it is told to end (SIGTERM, SIGINT). */
public final class CacheServiceMain {

  private static final int WRONG_USAGE = 2;

  private CacheServiceMain() {}

  /** Starts the service and prints one line when it listens; see {@code --help}. */
  public static void main(String[] arguments) {
    int status = run(List.of(arguments), System.getenv(), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Starts the service and returns 0, or says what is wrong and returns what to exit with. */
  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      CommandLine line = CommandLine.of(arguments, environment);
      if (line.help()) {
        out.print(CommandLine.USAGE);
        return 0;
      }
      line.requireKey();
      CacheServer server = start(line);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "larder-cache-service-stop"));
      out.println(
          "larder-cache-service listens on " + server.uri() + ", storage " + line.storage());
      return 0;
    } catch (IllegalArgumentException
        | ConfigurationException
        | CacheException
        | UncheckedIOException wrong) {
      err.println("larder-cache-service: " + wrong.getMessage());
      return WRONG_USAGE;
    }
  }

  private static CacheServer start(CommandLine line) {
    Storage storage = StorageFactory.from(line.storageSettings()).open();
    boolean started = false;
    try {
      CacheServerConfig.Builder builder = CacheServerConfig.builder(storage);
      line.applyTo(builder);
      CacheServer server = CacheServer.start(builder.build());
      started = true;
      return server;
    } finally {
      if (!started) {
        storage.close();
      }
    }
  }
}
