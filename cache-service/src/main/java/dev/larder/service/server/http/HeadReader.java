package dev.larder.service.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of requests, and refuses what others could read otherwise: lines that do not end
 * with CR and LF, folded headers, white space before a colon, control characters.
 */
final class HeadReader {

  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_HEAD = 64 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_BLANK = 4;
  private static final String VERSION = "HTTP/1.";
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private final Peer peer;
  private final StringBuilder line = new StringBuilder(256);
  private int room;

  HeadReader(Peer peer) {
    this.peer = peer;
  }

  /** Reads the next head. */
  RequestHead read() throws IOException {
    room = MAX_HEAD;
    String first = firstLine();
    int methodEnd = first.indexOf(' ');
    int targetEnd = first.indexOf(' ', methodEnd + 1);
    if (methodEnd < 1 || targetEnd < 0 || !isToken(first, methodEnd)) {
      throw Refusal.malformed("The request line has to be a method, a target and a version");
    }
    boolean current = isCurrent(first.substring(targetEnd + 1));
    String method = first.substring(0, methodEnd);
    String target = first.substring(methodEnd + 1, targetEnd);
    Map<String, String> headers = headers();
    String host = headers.get("host");
    if (current && host == null) {
      throw Refusal.malformed("A request of HTTP/1.1 has to name its host");
    }
    return new RequestHead(method, origin(method, target, headers), current, headers);
  }

  private String firstLine() throws IOException {
    String first = line(414, "The request line is too long");
    // Some clients end a body with a line that does not belong to it.
    for (int blank = 0; first.isEmpty() && blank < MAX_BLANK; blank++) {
      first = line(414, "The request line is too long");
    }
    for (int i = 0; i < first.length(); i++) {
      if (first.charAt(i) < ' ' || first.charAt(i) > '~') {
        throw Refusal.malformed("The request line may have visible ASCII characters only");
      }
    }
    return first;
  }

  private static boolean isCurrent(String version) throws Refusal {
    boolean form =
        version.length() == VERSION.length() + 1
            && version.startsWith("HTTP/")
            && isDigit(version.charAt(5))
            && version.charAt(6) == '.'
            && isDigit(version.charAt(7));
    if (!form) {
      throw Refusal.malformed("The request line has to end with HTTP/1.1");
    }
    if (!version.startsWith(VERSION)) {
      throw new Refusal(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here");
    }
    return !version.endsWith("0");
  }

  /** Returns the target from its first slash on; a host before it replaces the header. */
  private static String origin(String method, String target, Map<String, String> headers)
      throws Refusal {
    if (target.startsWith("/")) {
      return target;
    }
    if (target.equals("*") && method.equals("OPTIONS")) {
      return "/*";
    }
    String lower = target.toLowerCase(Locale.ROOT);
    int host = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    if (host < 0) {
      throw Refusal.malformed("The target has to begin with a slash");
    }
    int end = host;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    String authority = target.substring(host, end);
    if (authority.isEmpty() || authority.indexOf('@') >= 0) {
      throw Refusal.malformed("The target has to name a host and nobody at it");
    }
    headers.put("host", authority);
    String path = target.substring(end);
    return path.startsWith("/") ? path : "/" + path;
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    int count = 0;
    for (String next = header(); !next.isEmpty(); next = header()) {
      if (++count > MAX_HEADERS) {
        throw new Refusal(431, "There are more than " + MAX_HEADERS + " headers");
      }
      int colon = next.indexOf(':');
      if (colon < 1 || !isToken(next, colon)) {
        throw Refusal.malformed("A header has to be a name, a colon and a value");
      }
      String name = next.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = value(next, colon + 1);
      @Nullable String before = headers.put(name, value);
      if (before != null) {
        if (name.equals("host")) {
          throw Refusal.malformed("A request may name its host only once");
        }
        headers.put(name, before + ", " + value);
      }
    }
    return headers;
  }

  private String header() throws IOException {
    return line(431, "The headers are larger than " + MAX_HEAD + " bytes");
  }

  private static String value(String line, int start) throws Refusal {
    int from = start;
    int to = line.length();
    while (from < to && isSpace(line.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(line.charAt(to - 1))) {
      to--;
    }
    boolean ascii = true;
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw Refusal.malformed("The value of a header may have no control characters");
      }
      ascii &= c < 0x80;
    }
    String value = line.substring(from, to);
    // Bytes beyond ASCII are UTF-8 where they are anything.
    return ascii
        ? value
        : new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private String line(int status, String tooLong) throws IOException {
    line.setLength(0);
    int most = status == 414 ? MAX_LINE : room;
    int c = peer.read();
    while (c != '\r' && c != '\n') {
      if (line.length() >= most) {
        throw new Refusal(status, tooLong);
      }
      line.append((char) c);
      c = peer.read();
    }
    room -= line.length() + 2;
    if (c != '\r' || peer.read() != '\n') {
      throw Refusal.malformed("Lines have to end with CR and LF");
    }
    return line.toString();
  }

  private static boolean isToken(String line, int end) {
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !isDigit(c) && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
