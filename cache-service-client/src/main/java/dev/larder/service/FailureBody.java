package dev.larder.service;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a failure says, in whichever of the service's shapes: a {@code message} at the
 * top, a list of what is wrong with the request, an object, a text, a text with a trace, nothing,
 * or an object without {@code detail}.
 *
 * @param type the service's name for the failure, or empty
 * @param message what it says, in one line; empty if it says nothing
 * @param ofService whether it has one of those shapes
 */
record FailureBody(String type, String message, boolean ofService) {

  private static final int LONGEST = 300;
  private static final int LARGEST = 1 << 20;

  static FailureBody of(ServiceAnswer answer) {
    if (answer.body().isEmpty()) {
      return new FailureBody("", "", answer.ofService());
    }
    if (!answer.contentType().endsWith("json") || answer.body().size() > LARGEST) {
      return new FailureBody("", "", false);
    }
    try {
      return of(CanonicalJson.parse(answer.body()));
    } catch (IllegalArgumentException notJson) {
      return new FailureBody("", "", false);
    }
  }

  private static FailureBody of(@Nullable Object body) {
    if (!(body instanceof Map<?, ?> object)) {
      return new FailureBody("", "", false);
    }
    Object detail = object.get("detail");
    if (detail instanceof String text) {
      // With a trace beside it, the text is the same for all; what went wrong is the error.
      Object error = object.get("error");
      return new FailureBody("", line(error instanceof String what ? what : text), true);
    }
    if (detail instanceof List<?> problems) {
      return new FailureBody("INVALID_REQUEST", problems(problems), true);
    }
    if (detail instanceof Map<?, ?> inner) {
      return ofObject(inner);
    }
    return ofObject(object);
  }

  private static FailureBody ofObject(Map<?, ?> object) {
    Object type = object.get("error_type");
    Object message = object.get("message");
    return new FailureBody(
        type instanceof String name ? name : "",
        message instanceof String text ? line(text) : "",
        type instanceof String || message instanceof String);
  }

  private static String problems(List<?> problems) {
    StringBuilder all = new StringBuilder();
    for (Object problem : problems) {
      if (problem instanceof Map<?, ?> one && one.get("msg") instanceof String message) {
        all.append(all.isEmpty() ? "" : "; ").append(place(one.get("loc"))).append(message);
      }
    }
    return line(all.toString());
  }

  private static String place(@Nullable Object location) {
    if (!(location instanceof List<?> parts) || parts.isEmpty()) {
      return "";
    }
    return String.join(".", parts.stream().map(String::valueOf).toList()) + ": ";
  }

  private static String line(String text) {
    String one = text.lines().findFirst().orElse("").strip();
    return one.length() <= LONGEST ? one : one.substring(0, LONGEST) + "...";
  }
}
