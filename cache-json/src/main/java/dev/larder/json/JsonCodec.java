package dev.larder.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.larder.Codec;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Objects;

/**
 * Values as JSON in UTF-8: records, enums, collections, maps, optionals, {@code java.time} as ISO
 * text, {@code byte[]} as Base64, numbers exact to the last digit.
 *
 * <pre>{@code
 * JsonCodec<Order> one = JsonCodec.of(Order.class);
 * JsonCodec<List<Order>> many = JsonCodec.of(new JsonType<List<Order>>() {});
 * }</pre>
 *
 * <p><b>The type is the declared one</b>, everywhere. Nothing in the data chooses a class, so what
 * does not say its type ({@code Object}, an interface, a raw collection) and what is annotated to
 * take it from the data is refused when the codec is made. A subclass in the place of its
 * superclass is written, and comes back, as the superclass.
 *
 * <p><b>Equal values give equal bytes</b>: properties, map keys and set elements are sorted, and
 * numbers look the same on every JDK. A sorted map keeps its own order. No annotation changes that,
 * nor that a collection of one element is an array.
 *
 * <p><b>While old and new code run side by side</b>, a property that the reader does not know is
 * ignored, and a record component that the document does not have makes it undecodable, hence a
 * miss. So old code reads what new code wrote with a property more, and new code computes again
 * what old code wrote with one less. Properties that are {@code null} or empty are written,
 * whatever annotations say.
 *
 * <p><b>Documents may be hostile.</b> There are limits on size, depth, texts and numbers, the same
 * for writing and reading. Names that occur twice, more after the end, other encodings than UTF-8,
 * {@code NaN} without quotes, and a text in the place of a number are errors. No message quotes a
 * value.
 *
 * <p>Thread-safe. Making a codec costs milliseconds: make one and keep it. The annotations of
 * Jackson on the user's types apply, an {@code ObjectMapper} of the user's never does. On the
 * module path, the package of the types must be open to {@code com.fasterxml.jackson.databind}.
 *
 * @param <V> the type of the values
 */
public final class JsonCodec<V> implements Codec<V> {

  private final Type type;
  private final JsonLimits limits;
  private final JsonFailure failure;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  private JsonCodec(Type type, JsonLimits limits) {
    this.type = type;
    this.limits = limits;
    TypeGuard guard = new TypeGuard();
    failure = new JsonFailure(type.getTypeName(), guard.names());
    JsonMapper mapper = StrictMapper.of(limits, guard);
    try {
      JavaType javaType = mapper.constructType(type);
      reader = mapper.readerFor(javaType);
      writer = mapper.writerFor(javaType);
    } catch (IllegalArgumentException refused) {
      throw failure.building(String.valueOf(refused.getMessage()));
    }
    requireReadable();
  }

  /**
   * Returns the codec of a type without type arguments.
   *
   * @throws IllegalArgumentException if values of the type cannot come back from JSON as they were;
   *     the message says which part of it is why
   */
  public static <V> JsonCodec<V> of(Class<V> type) {
    return new JsonCodec<>(type, JsonLimits.DEFAULT);
  }

  /**
   * Returns the codec of a type with type arguments.
   *
   * @throws IllegalArgumentException if values of the type cannot come back from JSON as they were;
   *     the message says which part of it is why
   */
  public static <V> JsonCodec<V> of(JsonType<V> type) {
    return new JsonCodec<>(type.type(), JsonLimits.DEFAULT);
  }

  /**
   * Returns this codec with another limit on the bytes of a document; 64 MiB otherwise.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public JsonCodec<V> withMaxSize(int bytes) {
    return with(new JsonLimits(bytes, limits.depth(), limits.textLength(), limits.numberLength()));
  }

  /**
   * Returns this codec with another limit on arrays and objects inside one another; 200 otherwise.
   *
   * @throws IllegalArgumentException if it is below 1 or above 500, where reading might use up the
   *     stack of a thread
   */
  public JsonCodec<V> withMaxDepth(int levels) {
    return with(new JsonLimits(limits.size(), levels, limits.textLength(), limits.numberLength()));
  }

  /**
   * Returns this codec with another limit on the characters of one text or name; 20,000,000
   * otherwise. It does not count for {@code byte[]}, where the size does.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public JsonCodec<V> withMaxTextLength(int characters) {
    return with(new JsonLimits(limits.size(), limits.depth(), characters, limits.numberLength()));
  }

  /**
   * Returns this codec with another limit on the characters of one number; 1,000 otherwise.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public JsonCodec<V> withMaxNumberLength(int characters) {
    return with(new JsonLimits(limits.size(), limits.depth(), limits.textLength(), characters));
  }

  private JsonCodec<V> with(JsonLimits changed) {
    return new JsonCodec<>(type, changed);
  }

  /**
   * Returns the JSON of the value.
   *
   * @throws IllegalArgumentException if a limit is exceeded, the value contains itself, or a part
   *     of it has no JSON form
   */
  @Override
  public Blob encode(V value) {
    Objects.requireNonNull(value, "value");
    BoundedOutput out = new BoundedOutput(limits);
    try (JsonGenerator generator =
        new LimitedGenerator(writer.createGenerator(out, JsonEncoding.UTF8), limits, 0)) {
      writer.writeValue(generator, value);
    } catch (IOException problem) {
      throw failure.writing(problem);
    }
    return out.toBlob();
  }

  /**
   * Returns the value of the JSON, which is read where it is, without a copy.
   *
   * @throws IllegalArgumentException if a limit is exceeded, or it is not a document of such a
   *     value
   */
  @Override
  public V decode(Blob bytes) {
    if (bytes.size() > limits.size()) {
      throw failure.reading(limits.sizeExceeded());
    }
    if (!Utf8.isValid(bytes.buffer())) {
      throw failure.reading("it is not UTF-8");
    }
    try (JsonParser parser = reader.createParser(bytes.openStream())) {
      if (parser.nextToken() == null) {
        throw failure.reading("it is empty");
      }
      V value = reader.readValue(parser);
      if (parser.nextToken() != null) {
        throw failure.reading("more follows after the value");
      }
      if (value == null) {
        throw failure.reading("it is null");
      }
      return value;
    } catch (IOException problem) {
      throw failure.reading(problem);
    }
  }

  /** Builds the readers of the type and of all its parts, which asks the guard about each. */
  private void requireReadable() {
    try {
      reader.readValue("null");
    } catch (InvalidDefinitionException refused) {
      throw failure.building(refused.getOriginalMessage());
    } catch (JsonProcessingException readable) {
      // Only null does not fit, as for a primitive: the readers are there.
    }
  }

  /** Returns the type of the values. */
  @Override
  public String toString() {
    return "JsonCodec[" + type.getTypeName() + "]";
  }
}
