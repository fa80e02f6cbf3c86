package dev.larder.service.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into plain trees: maps in the order of the document, lists, strings, {@code Integer},
 * {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean} and null.
 *
 * <p>Of a name that occurs twice the last value counts, in the place of the first. What could not
 * be written again is refused: numbers that are not finite, and broken surrogates.
 */
final class Json {

  private static final int MAX_DEPTH = 500;
  private static final int MAX_DIGITS = 4_300;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_DIGITS)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Json() {}

  /** A text that is no JSON: where, and why. */
  static final class Broken extends Exception {

    private static final long serialVersionUID = 1L;

    private final long offset;

    private Broken(long offset, String why) {
      super(why);
      this.offset = offset;
    }

    /** Returns how many characters were read before it. */
    long offset() {
      return offset;
    }

    /** Returns why, in words for the one who sent it. */
    String why() {
      return String.valueOf(getMessage());
    }
  }

  /** Returns an object of the names and values, which alternate; a value may be null. */
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>(namesAndValues.length);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  /**
   * Reads one JSON value in UTF-8, UTF-16 or UTF-32.
   *
   * @throws CharacterCodingException if the bytes are no text
   * @throws Broken if the text is not one JSON value
   */
  static @Nullable Object parse(byte[] bytes) throws CharacterCodingException, Broken {
    try (JsonParser parser = open(bytes)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Broken(0, "Expecting value");
      }
      Object value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new Broken(parser.currentTokenLocation().getCharOffset(), "Extra data");
      }
      return value;
    } catch (CharacterCodingException noText) {
      throw noText;
    } catch (JsonProcessingException broken) {
      long offset = broken.getLocation() == null ? 0 : broken.getLocation().getCharOffset();
      throw new Broken(Math.max(0, offset), "Expecting value");
    } catch (IOException unreadable) {
      throw new CharacterCodingException();
    }
  }

  private static JsonParser open(byte[] bytes) throws IOException {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      // A zero among the first four, or a mark, is what tells the wider encodings from UTF-8.
      if (bytes[i] == 0 || (i == 0 && (bytes[i] & 0xff) >= 0xfe)) {
        return FACTORY.createParser(bytes);
      }
    }
    String text = utf8(bytes);
    return FACTORY.createParser(text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  /**
   * Returns the bytes as text.
   *
   * @throws CharacterCodingException if they are not UTF-8
   */
  static String utf8(byte[] bytes) throws CharacterCodingException {
    for (byte each : bytes) {
      if (each < 0) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token)
      throws IOException, Broken {
    return switch (token) {
      case START_OBJECT -> map(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> text(parser, parser.getText());
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new Broken(parser.currentLocation().getCharOffset(), "Expecting value");
    };
  }

  private static Map<String, @Nullable Object> map(JsonParser parser) throws IOException, Broken {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = text(parser, parser.currentName());
      map.put(name, value(parser, parser.nextToken()));
    }
    return map;
  }

  private static List<@Nullable Object> list(JsonParser parser) throws IOException, Broken {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(value(parser, token));
    }
    return list;
  }

  private static Double number(JsonParser parser) throws IOException, Broken {
    double number = parser.getDoubleValue();
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      throw new Broken(parser.currentTokenLocation().getCharOffset(), "Number out of range");
    }
    return number;
  }

  private static String text(JsonParser parser, String text) throws Broken {
    if (!isUnicode(text)) {
      throw new Broken(parser.currentTokenLocation().getCharOffset(), "Unpaired surrogate");
    }
    return text;
  }

  /** Returns whether each surrogate of the text has its other half. */
  static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
