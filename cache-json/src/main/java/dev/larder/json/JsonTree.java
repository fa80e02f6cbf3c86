package dev.larder.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into maps, lists, texts, numbers, {@code Boolean} and null, as strict as {@link
 * JsonCodec}. Maps keep the order of the document.
 */
final class JsonTree {

  private static final JsonFailure OBJECT = new JsonFailure("an object", Set.of());
  private static final JsonFactory FACTORY = StrictMapper.factory(JsonLimits.DEFAULT);

  private final JsonParser parser;
  private final boolean exact;

  private JsonTree(JsonParser parser, boolean exact) {
    this.parser = parser;
    this.exact = exact;
  }

  /**
   * Returns the members of an object. Numbers with a point or an exponent are {@code Double}, all
   * others {@code Integer}, {@code Long} or {@code BigInteger}, whichever is the first to hold
   * them.
   *
   * @throws IllegalArgumentException if a limit is exceeded, or it is not one object in JSON
   */
  static Map<String, @Nullable Object> object(Blob document) {
    if (document.size() > JsonLimits.DEFAULT.size()) {
      throw OBJECT.reading(JsonLimits.DEFAULT.sizeExceeded());
    }
    if (!Utf8.isValid(document.buffer())) {
      throw OBJECT.reading("it is not UTF-8");
    }
    try (JsonParser parser = FACTORY.createParser(document.openStream())) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw OBJECT.reading(first == null ? "it is empty" : "it is something else");
      }
      Map<String, @Nullable Object> members = new JsonTree(parser, false).object();
      if (parser.nextToken() != null) {
        throw OBJECT.reading("more follows after the value");
      }
      return members;
    } catch (IOException problem) {
      throw OBJECT.reading(problem);
    }
  }

  /** Returns what a codec has written, fractions as {@code BigDecimal}. */
  static @Nullable Object exact(Blob document) {
    try (JsonParser parser = FACTORY.createParser(document.openStream())) {
      return new JsonTree(parser, true).value(parser.nextToken());
    } catch (IOException problem) {
      throw OBJECT.reading(problem);
    }
  }

  private @Nullable Object value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> exact ? parser.getDecimalValue() : fraction();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private Double fraction() throws IOException {
    double value = parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw OBJECT.reading("a number is beyond the range of a double");
    }
    return value;
  }

  private Map<String, @Nullable Object> object() throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      members.put(name, value(parser.nextToken()));
    }
    return members;
  }

  private List<@Nullable Object> array() throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(token));
    }
    return elements;
  }
}
