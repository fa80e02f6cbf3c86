package dev.larder.service.server;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request sends, read as what its route wants. To be read once. Closing it tells that what
 * became of it is not needed any more.
 */
final class Body implements AutoCloseable {

  private static final String NOT_READABLE = "There was an error parsing the body";

  private final @Nullable RequestBody body;
  private final Limits limits;
  private final Room room;
  private int entered;

  Body(@Nullable RequestBody body, Limits limits, Room room) {
    this.body = body;
    this.limits = limits;
    this.room = room;
  }

  /** Returns a text: a JSON string, or with any other content type the bytes as they are. */
  String text() throws IOException {
    byte[] bytes = document();
    if (isJson()) {
      return string(parse(bytes), "string_type", "Input should be a valid string");
    }
    try {
      return Json.utf8(bytes);
    } catch (CharacterCodingException noText) {
      throw Failure.noUnicode();
    }
  }

  /** Returns whether it is a text as it is, and longer than what is worth holding in memory. */
  boolean isLongText() {
    return body != null && !isJson() && (body.length() < 0 || body.length() > Upload.SMALL);
  }

  /** Opens a text as it is, which may be too long to be held in memory. */
  InputStream openText() throws IOException {
    return new Utf8Stream(open());
  }

  /** Returns a JSON object. */
  Map<String, @Nullable Object> object() throws IOException {
    byte[] bytes = document();
    Object value = isJson() ? parse(bytes) : null;
    if (value instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked") // the parser makes no other maps
      Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) value;
      return object;
    }
    throw Failure.bodyType("dict_type", "Input should be a valid dictionary", brief(value));
  }

  /** Returns bytes to be held in memory: raw, or those of a JSON string. */
  Blob bytes() throws IOException {
    byte[] bytes = document();
    return isJson() ? jsonBytes(bytes) : Blob.wrap(bytes);
  }

  private static Blob jsonBytes(byte[] document) {
    Object value = parse(document);
    return Blob.ofText(string(value, "bytes_type", "Input should be a valid bytes"));
  }

  /** Opens bytes that may be too many to be held in memory. The caller closes the stream. */
  InputStream open() throws IOException {
    if (isJson()) {
      return bytes().openStream();
    }
    RequestBody sent = sent();
    requireAtMost(limits.maxBody(), sent.length());
    return new LimitedStream(sent.open(), limits.maxBody());
  }

  /** Fails if there is no body at all; one whose length is not known yet passes. */
  void requireBody() {
    sent();
  }

  private RequestBody sent() {
    if (body == null || body.length() == 0) {
      throw Failure.noBody();
    }
    return body;
  }

  private byte[] document() throws IOException {
    RequestBody sent = sent();
    long limit = Math.min(limits.maxDocument(), limits.maxBody());
    requireAtMost(limit, sent.length());
    try (InputStream in = new LimitedStream(sent.open(), limit)) {
      // A length that is known spares the buffers of a guess.
      byte[] bytes = sent.length() < 0 ? in.readAllBytes() : in.readNBytes((int) sent.length());
      if (bytes.length == 0) {
        throw Failure.noBody();
      }
      // Not before it is there: who sends slowly must not keep others waiting.
      room.enter(bytes.length);
      entered += bytes.length;
      return bytes;
    }
  }

  @Override
  public void close() {
    room.leave(entered);
    entered = 0;
  }

  private static void requireAtMost(long limit, long length) {
    if (length > limit) {
      throw Limits.tooLarge(limit);
    }
  }

  private boolean isJson() {
    if (body == null) {
      return false;
    }
    String type = body.contentType().toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
    return bare.equals("application/json")
        || (bare.startsWith("application/") && bare.endsWith("+json"));
  }

  private static @Nullable Object parse(byte[] document) {
    try {
      return Json.parse(document);
    } catch (CharacterCodingException noText) {
      throw Failure.text(400, NOT_READABLE);
    } catch (Json.Broken broken) {
      throw Failure.validation(
          "json_invalid",
          List.of("body", broken.offset()),
          "JSON decode error",
          Map.of(),
          Json.object("error", broken.why()));
    }
  }

  private static String string(@Nullable Object value, String type, String message) {
    if (value instanceof String text) {
      return text;
    }
    throw Failure.bodyType(type, message, brief(value));
  }

  /** Returns the value if it is short; the sender knows what else it was. */
  private static @Nullable Object brief(@Nullable Object value) {
    return value instanceof Map<?, ?> || value instanceof List<?>
        ? (value.toString().length() > 200 ? null : value)
        : value;
  }
}
