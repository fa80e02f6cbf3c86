package dev.larder.service.server;

import dev.larder.service.transport.ServiceRequest.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method on one pattern of paths, and what answers it.
 *
 * <p>In a pattern, <code>{x}</code> is one part that is not empty, and <code>{x*}</code> any number
 * of parts, also none; it is the last, or the last but one.
 */
final class Route {

  /** Answers a request, or throws {@link Failure}. */
  @FunctionalInterface
  interface Handler {
    /** Returns the reply; the caller closes it. */
    Reply handle(Call call) throws IOException;
  }

  private final Method method;
  private final String pattern;
  private final String[] parts;
  private final int restAt;
  private final Handler handler;

  Route(Method method, String pattern, Handler handler) {
    this.method = method;
    this.pattern = pattern;
    this.parts = pattern.substring(1).split("/", -1);
    this.handler = handler;
    this.restAt = restOf(parts);
  }

  private static int restOf(String[] parts) {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].endsWith("*}")) {
        return i;
      }
    }
    return -1;
  }

  Method method() {
    return method;
  }

  String pattern() {
    return pattern;
  }

  Handler handler() {
    return handler;
  }

  /** Returns the names in the pattern, in its order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (String part : parts) {
      if (part.startsWith("{")) {
        names.add(name(part));
      }
    }
    return names;
  }

  private static String name(String part) {
    return part.substring(1, part.length() - (part.endsWith("*}") ? 2 : 1));
  }

  /** Returns what the names stand for in the path, or null if the path is not of the pattern. */
  @Nullable Map<String, String> match(String[] path) {
    if (restAt < 0 ? path.length != parts.length : path.length < parts.length) {
      return null;
    }
    int before = restAt < 0 ? parts.length : restAt;
    if (!fits(path, 0, 0, before)) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    collect(path, 0, 0, before, values);
    return restAt < 0 ? values : matchRest(path, values);
  }

  private @Nullable Map<String, String> matchRest(String[] path, Map<String, String> values) {
    int after = parts.length - restAt - 1;
    int end = path.length - after;
    if (!fits(path, end, restAt + 1, after)) {
      return null;
    }
    String rest = String.join("/", List.of(path).subList(restAt, end));
    if (rest.indexOf('\n') >= 0) {
      return null;
    }
    values.put(name(parts[restAt]), rest);
    collect(path, end, restAt + 1, after, values);
    return values;
  }

  private boolean fits(String[] path, int at, int part, int count) {
    for (int i = 0; i < count; i++) {
      String expected = parts[part + i];
      String actual = path[at + i];
      if (expected.startsWith("{") ? actual.isEmpty() : !expected.equals(actual)) {
        return false;
      }
    }
    return true;
  }

  private void collect(String[] path, int at, int part, int count, Map<String, String> values) {
    for (int i = 0; i < count; i++) {
      if (parts[part + i].startsWith("{")) {
        values.put(name(parts[part + i]), path[at + i]);
      }
    }
  }
}
