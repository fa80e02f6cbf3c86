package dev.larder.service.server;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered with a failure, in one of the shapes that the original has. Thrown by
 * whatever finds it, answered in one place.
 */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  static final String ENTRY_NOT_FOUND = "Cache entry not found";

  private final transient Reply reply;

  private Failure(Reply reply) {
    // It is thrown for what clients do: a trace would cost more than the answer.
    super("status " + reply.status(), null, false, false);
    this.reply = reply;
  }

  /** Returns what is answered. */
  Reply reply() {
    return reply;
  }

  /** Returns a refusal for want of a key. */
  static Failure unauthorized(String message) {
    return new Failure(
        Reply.pretty(
            401, Json.object("data", null, "error", null, "message", message, "status", "error")));
  }

  /** Returns a failure with a text as its detail. */
  static Failure text(int status, String detail) {
    return new Failure(Reply.json(status, Json.object("detail", detail)));
  }

  /** Returns a failure with an object as its detail. */
  static Failure object(int status, Map<String, @Nullable Object> detail) {
    return new Failure(Reply.json(status, Json.object("detail", detail)));
  }

  /** Returns a failure without a body. */
  static Failure empty(int status) {
    return new Failure(Reply.empty(status));
  }

  /** Returns the failure of a file that the admin routes do not find. */
  static Failure noFile(String path) {
    return new Failure(
        Reply.pretty(
            404,
            Json.object(
                "error_type",
                "FILE_NOT_FOUND",
                "resource",
                "file",
                "message",
                "The requested file does not exist in storage",
                "path",
                path)));
  }

  /** Returns the failure of this service itself; what it was stays on this side. */
  static Failure internal(int status, String error) {
    return new Failure(
        Reply.json(status, Json.object("detail", "An unexpected error occurred.", "error", error)));
  }

  /** Returns the refusal of an identifier, by its name and the rule that it broke. */
  static Failure identifier(String name, String rule, String input) {
    return validation("value_error", List.of("query", name), rule, input, null);
  }

  /** Returns the refusal of what is none of a set of words. */
  static Failure notOneOf(List<Object> place, String allowed, @Nullable Object input) {
    return validation(
        "enum", place, "Input should be " + allowed, input, Json.object("expected", allowed));
  }

  /** Returns the refusal of a request without a body. */
  static Failure noBody() {
    return validation("missing", List.of("body"), "Field required", null, null);
  }

  /** Returns the refusal of a body of the wrong type. */
  static Failure bodyType(String type, String message, @Nullable Object input) {
    return validation(type, List.of("body"), message, input, null);
  }

  /** Returns the refusal of a text that is no UTF-8. */
  static Failure noUnicode() {
    return bodyType(
        "string_unicode",
        "Input should be a valid string, unable to parse raw data as a unicode string",
        null);
  }

  /** Returns the refusal of a part of the request. */
  static Failure validation(
      String type,
      List<Object> place,
      String message,
      @Nullable Object input,
      @Nullable Object context) {
    Map<String, @Nullable Object> detail =
        Json.object("type", type, "loc", place, "msg", message, "input", input);
    if (context != null) {
      detail.put("ctx", context);
    }
    return new Failure(Reply.json(400, Json.object("detail", List.of(detail))));
  }

  /** Returns the refusal of an empty value where there has to be one. */
  static Failure invalidInput(String message, String field, String expected, long now) {
    return object(
        400,
        Json.object(
            "field_value",
            null,
            "constraints",
            null,
            "error_type",
            "INVALID_INPUT",
            "message",
            message,
            "timestamp",
            now,
            "request_id",
            Reply.requestId(),
            "field_name",
            field,
            "expected_type",
            expected));
  }

  /** Returns the failure of an entry that is not there, asked for by id or by hash. */
  static Failure noEntry(
      String namespace, @Nullable String cacheId, @Nullable String cacheHash, long now) {
    return object(
        404,
        Json.object(
            "resource_id",
            null,
            "cache_hash",
            cacheHash,
            "cache_id",
            cacheId,
            "namespace",
            namespace,
            "error_type",
            "NOT_FOUND",
            "message",
            "The requested cache entry was not found",
            "timestamp",
            now,
            "request_id",
            Reply.requestId(),
            "resource_type",
            "cache_entry"));
  }
}
