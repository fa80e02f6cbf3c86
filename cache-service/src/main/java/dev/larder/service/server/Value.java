package dev.larder.service.server;

import dev.larder.service.JsonForm;
import dev.larder.storage.Blob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What an entry holds, and what it looks like when it is read as something else. */
sealed interface Value {

  /** A text. */
  record Text(String text) implements Value {}

  /** A JSON value that is no text. */
  record Tree(@Nullable Object tree) implements Value {}

  /** Bytes that are neither. */
  record Bytes(Blob blob) implements Value {}

  /** Returns the value in the content file of a text or JSON entry. */
  static Value ofDocument(Blob content) {
    return parsed(content)
        .map(tree -> tree.tree() instanceof String text ? new Text(text) : (Value) tree)
        // An update has put bytes in the place of the document.
        .orElseGet(() -> new Bytes(content));
  }

  /**
   * Returns the value in the content file of a binary entry.
   *
   * @param packed whether the bytes are gzip; those that are not, and those that unpack to more
   *     than the limit, are taken as they are
   */
  static Value ofBytes(Blob content, boolean packed, int limit) {
    Optional<Blob> unpacked = packed ? unpack(content, limit) : Optional.empty();
    if (unpacked.isEmpty()) {
      return new Bytes(content);
    }
    return parsed(unpacked.get())
        .map(tree -> (Value) tree)
        .orElseGet(() -> new Bytes(unpacked.get()));
  }

  private static Optional<Tree> parsed(Blob content) {
    try {
      return Optional.of(new Tree(Json.parse(content.toByteArray())));
    } catch (CharacterCodingException | Json.Broken noJson) {
      return Optional.empty();
    }
  }

  private static Optional<Blob> unpack(Blob packed, int limit) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      byte[] bytes = in.readNBytes(limit);
      return in.read() < 0 ? Optional.of(Blob.wrap(bytes)) : Optional.empty();
    } catch (IOException notPacked) {
      return Optional.empty();
    }
  }

  /** Returns the name of the kind. */
  default String type() {
    return this instanceof Text ? "string" : this instanceof Tree ? "json" : "binary";
  }

  /** Returns the value as text. */
  default String toText(boolean bytesMayBeText) {
    if (this instanceof Text text) {
      return text.text();
    }
    if (this instanceof Tree tree) {
      return JsonForm.SPACED.text(tree.tree());
    }
    Blob blob = ((Bytes) this).blob();
    if (bytesMayBeText) {
      try {
        return Json.utf8(blob.toByteArray());
      } catch (CharacterCodingException noText) {
        return base64(blob);
      }
    }
    return base64(blob);
  }

  /** Returns the value as bytes. */
  default Blob toBytes() {
    return this instanceof Bytes bytes ? bytes.blob() : Blob.ofText(toText(false));
  }

  /**
   * Returns the value as a JSON tree.
   *
   * @throws Failure 415 if it is a text that is no JSON
   * @param quoteText whether that failure begins with the text
   */
  default @Nullable Object toTree(boolean quoteText) {
    if (this instanceof Tree tree) {
      return tree.tree();
    }
    if (this instanceof Bytes bytes) {
      return Json.object("data_type", "binary", "encoding", "base64", "data", base64(bytes.blob()));
    }
    String text = ((Text) this).text();
    Optional<Tree> parsed = parsed(Blob.ofText(text));
    if (parsed.isPresent()) {
      return parsed.get().tree();
    }
    int shown = Math.min(100, text.codePointCount(0, text.length()));
    String start = text.substring(0, text.offsetByCodePoints(0, shown));
    throw Failure.text(415, "Data is string, not JSON" + (quoteText ? ": " + start : ""));
  }

  private static String base64(Blob blob) {
    return Base64.getEncoder().encodeToString(blob.toByteArray());
  }
}
