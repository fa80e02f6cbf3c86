package dev.larder.service.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The target of a request, taken apart: the path is decoded as a whole before it is matched, so
 * that an encoded slash is a slash.
 *
 * @param rawPath the path as it was sent
 * @param path the path with its escapes resolved once
 * @param rawQuery the query as it was sent, without the question mark; empty if there is none
 * @param query the parameters of the query; the last of a name counts
 */
record Target(String rawPath, String path, String rawQuery, Map<String, String> query) {

  /** Takes a target apart. Never fails: what is no escape stays as it is. */
  static Target of(String target) {
    int fragment = target.indexOf('#');
    String whole = fragment < 0 ? target : target.substring(0, fragment);
    int mark = whole.indexOf('?');
    String rawPath = mark < 0 ? whole : whole.substring(0, mark);
    String rawQuery = mark < 0 ? "" : whole.substring(mark + 1);
    return new Target(rawPath, decode(rawPath), rawQuery, parameters(rawQuery));
  }

  /** Returns the raw target with or without a slash at the end of its path. */
  String withOtherEnd() {
    String path =
        rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath + "/";
    return rawQuery.isEmpty() ? path : path + "?" + rawQuery;
  }

  private static Map<String, String> parameters(String query) {
    if (query.isEmpty()) {
      return Map.of();
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            decode(pair.substring(0, equals).replace('+', ' ')),
            decode(pair.substring(equals + 1).replace('+', ' ')));
      }
    }
    return parameters;
  }

  /** Resolves the escapes; bytes that are not UTF-8 become the replacement character. */
  static String decode(String text) {
    int escape = text.indexOf('%');
    if (escape < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = c == '%' ? escaped(text, i) : -1;
      if (value >= 0) {
        bytes.write(value);
        i += 2;
      } else {
        int end = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
        bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end - 1;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int escaped(String text, int percent) {
    if (percent + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(percent + 1), 16);
    int low = Character.digit(text.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
