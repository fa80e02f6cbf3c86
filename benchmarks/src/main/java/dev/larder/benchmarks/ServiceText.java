package dev.larder.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small text as it is stored, and what the service says of it. */
final class ServiceText {

  private static final Pattern ID = Pattern.compile("\"cache_id\":\"([0-9a-f-]{36})\"");

  private ServiceText() {}

  /** Returns the JSON form of a text of that number. */
  static byte[] of(int number) {
    return ("\"a text of number " + number + ", to be small and not tiny\"")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the id of the entry that an answer tells of. */
  static String id(byte[] answer) {
    Matcher id = ID.matcher(new String(answer, StandardCharsets.UTF_8));
    if (!id.find()) {
      throw new IllegalStateException("no cache_id in the answer to a store");
    }
    return id.group(1);
  }
}
