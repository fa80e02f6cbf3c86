package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The bodies that routes take. */
final class Bodies {

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private static final RequestBody EMPTY_TEXT = RequestBody.of(Blob.ofText("\"\""), JSON);

  private Bodies() {}

  /** A text as it is; the empty one, which is no body at all then, as JSON. */
  static RequestBody text(String text) {
    return text(Blob.wrap(encode(text)));
  }

  static RequestBody text(Blob utf8) {
    return utf8.isEmpty() ? EMPTY_TEXT : RequestBody.of(utf8, TEXT);
  }

  static RequestBody json(Map<String, ?> object) {
    return RequestBody.of(Blob.wrap(encode(JsonForm.COMPACT.text(object))), JSON);
  }

  static RequestBody json(Blob document) {
    return RequestBody.of(document, JSON);
  }

  static RequestBody bytes(Blob bytes) {
    return RequestBody.of(bytes, ServiceAnswer.BYTES);
  }

  static RequestBody of(EntryKind kind, Blob value) {
    return switch (kind) {
      case STRING -> text(value);
      case JSON -> json(value);
      case BINARY -> bytes(value);
    };
  }

  private static byte[] encode(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException unpaired) {
      throw new IllegalArgumentException("the text has an unpaired surrogate", unpaired);
    }
  }
}
