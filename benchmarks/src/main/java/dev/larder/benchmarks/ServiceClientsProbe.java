package dev.larder.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Measures how many small entries a service stores and gives back for four clients at once. */
final class ServiceClientsProbe {

  static final String STORES = "stores";
  static final String RETRIEVES = "retrieves";
  static final String FIRST = "repeated-first";
  static final String LAST = "repeated-last";

  private static final int CLIENTS = 4;

  private ServiceClientsProbe() {}

  static void run(ServiceRival rival, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    try (ServiceServer server = ServiceServer.of(rival)) {
      warmUp(server.uri(), form, ServiceClientsProbe::stores);
      samples.add(STORES, rate(server.uri(), form.lookupMillis, ServiceClientsProbe::stores));
      warmUp(server.uri(), form, ServiceClientsProbe::retrieves);
      samples.add(RETRIEVES, rate(server.uri(), form.lookupMillis, ServiceClientsProbe::retrieves));
    }
    try (ServiceServer server = ServiceServer.of(rival)) {
      repeated(server.uri(), rival == ServiceRival.TWIN ? 10_000 : 300, samples);
    }
  }

  /** Makes one client's calls; the number tells the clients apart. */
  private interface Calls {
    RepeatedCall of(BareConnection connection, int client) throws IOException;
  }

  private static RepeatedCall stores(BareConnection connection, int client) {
    int[] count = {0};
    String prefix = "\"client " + client + ' ' + System.nanoTime() + ' ';
    return () -> {
      String text = prefix + count[0]++ + " and some more, to be small and not tiny\"";
      byte[] body = text.getBytes(StandardCharsets.US_ASCII);
      connection.exchange(BareConnection.request("POST", "/bench/direct/store/string", body));
    };
  }

  private static RepeatedCall retrieves(BareConnection connection, int client) throws IOException {
    byte[] stored =
        connection.exchange(
            BareConnection.request("POST", "/bench/direct/store/string", ServiceText.of(client)));
    String path = "/bench/retrieve/" + ServiceText.id(stored) + "/string";
    byte[] request = BareConnection.request("GET", path, new byte[0]);
    return () -> {
      if (connection.exchange(request).length == 0) {
        throw new IllegalStateException("an empty answer");
      }
    };
  }

  private static void warmUp(URI server, Form form, Calls calls)
      throws InterruptedException, ExecutionException {
    Steady steady = new Steady();
    while (!steady.isReached()) {
      steady.note(rate(server, Steady.stepMillis(form), calls));
    }
  }

  private static double rate(URI server, long millis, Calls calls)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      long start = System.nanoTime();
      long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        counts.add(threads.submit(() -> count(server, end, calls, number)));
      }
      long all = 0;
      for (Future<Integer> count : counts) {
        all += count.get();
      }
      return all / ((System.nanoTime() - start) / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int count(URI server, long end, Calls calls, int client)
      throws IOException, InterruptedException {
    int count = 0;
    try (BareConnection connection = new BareConnection(server)) {
      RepeatedCall call = calls.of(connection, client);
      while (System.nanoTime() - end < 0) {
        call.make();
        count++;
      }
    }
    return count;
  }

  /** Stores the same value that often; the tenth at the start is warm-up for both ends. */
  private static void repeated(URI server, int times, Samples samples) throws IOException {
    byte[] request =
        BareConnection.request("POST", "/bench/direct/store/string", ServiceText.of(0));
    int tenth = times / 10;
    try (BareConnection connection = new BareConnection(server)) {
      long[] at = new long[times + 1];
      for (int i = 0; i < times; i++) {
        at[i] = System.nanoTime();
        connection.exchange(request);
      }
      at[times] = System.nanoTime();
      samples.add(FIRST, tenth / ((at[2 * tenth] - at[tenth]) / 1e9));
      samples.add(LAST, tenth / ((at[times] - at[times - tenth]) / 1e9));
    }
  }
}
