package dev.larder.service;

import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells as what kinds of child a value comes back byte for byte. */
final class PlainKinds {

  /** Larger objects are kept as text: to tell, they have to be taken apart. */
  static final int LARGEST_JSON = 16 << 20;

  /** What Python can surely print with indentation. */
  private static final int DEEPEST = 100;

  private static final int CHUNK = 8_192;

  private PlainKinds() {}

  /** Returns the first of the kinds that the value comes back from as it was. */
  static EntryKind first(List<EntryKind> order, Blob value) {
    for (EntryKind kind : order) {
      if (fits(kind, value)) {
        return kind;
      }
    }
    return EntryKind.BINARY;
  }

  private static boolean fits(EntryKind kind, Blob value) {
    return switch (kind) {
      case JSON -> isServiceJson(value);
      case STRING -> isText(value.buffer());
      case BINARY -> true;
    };
  }

  /** Returns whether the service, having read this object, writes the very same bytes. */
  static boolean isServiceJson(Blob value) {
    int size = value.size();
    if (size < 2
        || size > LARGEST_JSON
        || value.byteAt(0) != '{'
        || value.byteAt(size - 1) != '}') {
      return false;
    }
    byte[] bytes = value.toByteArray();
    try {
      Object tree = CanonicalJson.parse(bytes);
      return tree instanceof Map
          && isPlain(tree, 1)
          && Arrays.equals(JsonForm.COMPACT.bytes(tree), bytes);
    } catch (IllegalArgumentException noJson) {
      return false;
    }
  }

  /** Returns whether it is not too deep, and without the numbers that the service does not give. */
  private static boolean isPlain(@Nullable Object value, int depth) {
    if (value instanceof Double number) {
      return !number.isNaN() && !number.isInfinite();
    }
    Iterable<?> inside =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof List<?> list ? list : List.of();
    if (depth > DEEPEST) {
      return false;
    }
    for (Object each : inside) {
      if (!isPlain(each, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the first of the kinds that a value too large for JSON comes back from as it was. */
  static EntryKind firstOfLarge(List<EntryKind> order, Spool value) throws IOException {
    boolean bytesFirst = order.indexOf(EntryKind.BINARY) < order.indexOf(EntryKind.STRING);
    return bytesFirst || !isText(value) ? EntryKind.BINARY : EntryKind.STRING;
  }

  private static boolean isText(Spool value) throws IOException {
    Reader chars = new InputStreamReader(value.open(), StandardCharsets.UTF_8.newDecoder());
    try {
      chars.transferTo(Writer.nullWriter());
      return true;
    } catch (CharacterCodingException noText) {
      return false;
    }
  }

  private static boolean isText(ByteBuffer bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(Math.min(CHUNK, bytes.remaining() + 1));
    CoderResult result;
    do {
      result = decoder.decode(bytes, chars.clear(), true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
