package dev.larder.service.server.http;

import dev.larder.service.http.BodyStream;
import dev.larder.service.http.Incoming;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request line and the headers of a request.
 *
 * @param method the method as it was sent
 * @param target the path with its query, from the first slash on
 * @param current whether the client speaks HTTP/1.1; otherwise it is 1.0
 * @param headers the headers by name in lower case
 */
record RequestHead(String method, String target, boolean current, Map<String, String> headers) {

  private static final String WHAT = "a request";

  /** Digits of a length that a long holds. */
  private static final int LENGTH_DIGITS = 18;

  /** Returns whether the client wants to send another request after this one. */
  boolean keepsAlive() {
    String connection = headers.get("connection");
    if (connection == null) {
      return current;
    }
    boolean keeps = current;
    for (String token : connection.split(",", -1)) {
      switch (token.strip().toLowerCase(Locale.ROOT)) {
        case "close" -> {
          return false;
        }
        case "keep-alive" -> keeps = true;
        default -> {
          // Of a protocol to switch to, which nobody has to.
        }
      }
    }
    return keeps;
  }

  /** Returns whether the client waits to be told to send its body. */
  boolean expectsGo() throws Refusal {
    String expected = headers.get("expect");
    if (expected == null || !current) {
      return false;
    }
    if (!expected.equalsIgnoreCase("100-continue")) {
      throw new Refusal(417, "Nothing but 100-continue can be expected");
    }
    return true;
  }

  /**
   * Returns the body that the headers announce, or null if they announce none.
   *
   * @throws Refusal if two readers could see its end in different places
   */
  @Nullable BodyStream body(Incoming in) throws Refusal {
    String coding = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    if (coding == null) {
      return length == null ? null : BodyStream.ofLength(in, length(length), WHAT);
    }
    if (length != null) {
      throw Refusal.malformed("Content-Length and Transfer-Encoding exclude each other");
    }
    if (!current) {
      throw Refusal.malformed("HTTP/1.0 has no Transfer-Encoding");
    }
    if (!coding.chars().allMatch(c -> c < 0x80)) {
      // Some letters of Unicode are ASCII ones in another case.
      throw Refusal.malformed("Transfer-Encoding may have ASCII characters only");
    }
    int comma = coding.lastIndexOf(',');
    if (!trim(coding.substring(comma + 1)).equalsIgnoreCase("chunked")) {
      throw Refusal.malformed("Transfer-Encoding has to end with chunked");
    }
    if (comma >= 0) {
      throw new Refusal(501, "No Transfer-Encoding but chunked is known");
    }
    return BodyStream.chunked(in, WHAT);
  }

  /** Removes blanks as the protocol knows them: it has been read without control characters. */
  private static String trim(String value) {
    // Not strip, which would take those of Unicode as well.
    return value.trim();
  }

  /** Returns the length, which may be said several times, but only the same. */
  private static long length(String value) throws Refusal {
    String one = null;
    for (String said : value.split(",", -1)) {
      String digits = trim(said);
      if (one != null && !one.equals(digits)) {
        throw Refusal.malformed("Content-Length is said twice, and differently");
      }
      one = digits;
    }
    if (one == null || one.isEmpty() || !one.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Refusal.malformed("Content-Length has to be a number");
    }
    if (one.length() > LENGTH_DIGITS) {
      throw new Refusal(413, "No body is that large");
    }
    return Long.parseLong(one);
  }
}
