package dev.larder.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one value of JSON into a tree, as Python's reader does. */
final class JsonReader {

  /**
   * Python's own limits of depth and of digits; the length of a document is the caller's to limit.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxNumberLength(4_300)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final Set<String> NOT_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  private JsonReader() {}

  static @Nullable Object read(byte[] document) {
    try (JsonParser parser = FACTORY.createParser(document)) {
      return read(parser);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new IllegalArgumentException("not JSON: nothing but white space");
      }
      Object value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("not JSON: there is more after the value");
      }
      return value;
    } catch (JsonProcessingException malformed) {
      // Jackson's own words quote the document, which may hold secrets.
      JsonLocation place = malformed.getLocation();
      throw new IllegalArgumentException(
          place == null
              ? "not JSON that can be read: nested too deep, or a number of too many digits"
              : "not JSON at byte " + Math.max(0, place.getByteOffset()));
    }
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> fraction(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Double fraction(JsonParser parser) throws IOException {
    String text = parser.isNaN() ? parser.getText() : "NaN";
    boolean digits = Character.isDigit(text.charAt(text.length() - 1));
    if (!digits && !NOT_NUMBERS.contains(text)) {
      throw new IllegalArgumentException("not JSON: " + text + " is no number");
    }
    return parser.getDoubleValue();
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      // The last of two with one name counts, in the place of the first.
      members.put(name, value(parser, parser.nextToken()));
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return elements;
  }
}
