package dev.larder.benchmarks;

import java.nio.charset.StandardCharsets;

/** What is stored and loaded: a JSON object of 260 bytes, as the service gives it back. */
final class ServiceValue {

  static final int SIZE = 260;

  static final byte[] JSON = json();

  private ServiceValue() {}

  private static byte[] json() {
    StringBuilder text = new StringBuilder("{\"name\":\"metrics\",\"count\":42,\"text\":\"");
    while (text.length() < SIZE - 2) {
      text.append((char) ('a' + text.length() % 26));
    }
    return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
