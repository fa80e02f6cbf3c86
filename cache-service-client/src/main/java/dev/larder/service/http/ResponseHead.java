package dev.larder.service.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status and the headers of an answer.
 *
 * @param status the status
 * @param keepsAlive whether the peer speaks HTTP/1.1, which keeps connections unless it says so
 * @param headers the first value of each, by its name in lower case
 */
record ResponseHead(int status, boolean keepsAlive, Map<String, String> headers) {

  private static final int LONGEST = 64 * 1024;
  private static final int CONTINUE_BELOW = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int STATUS_END = 12;

  /** Reads the head of the answer, past those that only say that one will come. */
  static ResponseHead read(HttpConnection connection, WaitBudget budget) throws IOException {
    while (true) {
      ResponseHead head = new Reader(connection, budget).read();
      if (head.status >= CONTINUE_BELOW) {
        return head;
      }
    }
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  boolean says(String name, String token) {
    String value = headers.get(name);
    return value != null && value.toLowerCase(Locale.ROOT).contains(token);
  }

  boolean isBodiless() {
    return status == NO_CONTENT || status == NOT_MODIFIED;
  }

  /** Reads one head. */
  private static final class Reader {

    private final HttpConnection connection;
    private final WaitBudget budget;
    private int left = LONGEST;

    Reader(HttpConnection connection, WaitBudget budget) {
      this.connection = connection;
      this.budget = budget;
    }

    ResponseHead read() throws IOException {
      String first = line();
      boolean one = first.startsWith("HTTP/1.1 ");
      if (first.length() < STATUS_END || !(one || first.startsWith("HTTP/1.0 "))) {
        throw new ProtocolException("the answer is not HTTP/1.1");
      }
      int status = status(first);
      Map<String, String> headers = new HashMap<>();
      for (String next = line(); !next.isEmpty(); next = line()) {
        int colon = next.indexOf(':');
        if (colon <= 0) {
          throw new ProtocolException("the answer has a header without a name");
        }
        headers.putIfAbsent(
            next.substring(0, colon).toLowerCase(Locale.ROOT), next.substring(colon + 1).strip());
      }
      return new ResponseHead(status, one, headers);
    }

    private static int status(String line) throws IOException {
      int status = 0;
      for (int i = STATUS_END - 3; i < STATUS_END; i++) {
        int digit = line.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          throw new ProtocolException("the answer has no status");
        }
        status = status * 10 + digit;
      }
      return status;
    }

    private String line() throws IOException {
      String line = connection.line(left, budget);
      if (line == null) {
        throw new ProtocolException("the head of the answer is larger than " + LONGEST + " bytes");
      }
      left -= line.length() + 1;
      String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      // Header values are bytes; those beyond ASCII are UTF-8 where they are anything.
      return isAscii(text)
          ? text
          : new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean isAscii(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) >= 0x80) {
          return false;
        }
      }
      return true;
    }
  }
}
