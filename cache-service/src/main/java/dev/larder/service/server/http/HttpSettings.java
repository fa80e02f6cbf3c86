package dev.larder.service.server.http;

import java.time.Duration;

/**
 * How long and how many clients are put up with.
 *
 * @param maxConnections the most connections at a time; one more takes the place of one that is
 *     idle, or is refused
 * @param idle how long a connection may wait for its next request
 * @param head how long a request may take until its head is there
 * @param exchange how long a body may be waited for, and how long a client may let its answer wait;
 *     what moves gives time back
 */
public record HttpSettings(int maxConnections, Duration idle, Duration head, Duration exchange) {

  /** The most connections, unless set otherwise. */
  public static final int DEFAULT_MAX_CONNECTIONS = 512;

  /** How long bodies and answers may be waited for, unless set otherwise. */
  public static final Duration DEFAULT_EXCHANGE = Duration.ofMinutes(5);

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration HEAD = Duration.ofSeconds(30);

  /** Returns settings with at most that many connections and that time for an exchange. */
  public static HttpSettings of(int maxConnections, Duration exchange) {
    Duration head = exchange.compareTo(HEAD) < 0 ? exchange : HEAD;
    return new HttpSettings(maxConnections, IDLE, head, exchange);
  }

  /** Returns how often to look for connections that wait for too long. */
  Duration step() {
    Duration least = idle.compareTo(head) < 0 ? idle : head;
    long millis = (exchange.compareTo(least) < 0 ? exchange : least).toMillis() / 8;
    return Duration.ofMillis(Math.max(10, Math.min(1_000, millis)));
  }
}
