package dev.larder.json;

import dev.larder.json.print.PythonJson;
import dev.larder.storage.Blob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object as the shortest JSON, to the byte as Python prints it: no white space, no escape
 * that is not needed, floats as {@link PythonJson} has them. So a service in Python that reads the
 * object and writes it again gives the same bytes. Equal values give equal bytes: keys of maps and
 * elements of sets are sorted, unless they have an order of their own.
 */
final class CompactJson {

  /** Made once for each class, which costs milliseconds; gone with the class. */
  private static final ClassValue<JsonCodec<?>> CODECS =
      new ClassValue<>() {
        @Override
        protected JsonCodec<?> computeValue(Class<?> type) {
          return JsonCodec.of(type);
        }
      };

  private final StringBuilder out = new StringBuilder();
  private final JsonLimits limits;

  private CompactJson(JsonLimits limits) {
    this.limits = limits;
  }

  /**
   * Returns the object as JSON in UTF-8.
   *
   * @throws IllegalArgumentException if it is no object in JSON, or a part of it has no form there
   */
  static Blob of(Object value, JsonLimits limits) {
    CompactJson json = new CompactJson(limits);
    json.write(value, 0);
    if (json.out.charAt(0) != '{') {
      throw json.illegal(
          "a " + value.getClass().getName() + " is no JSON object; save a map or a record");
    }
    return Blob.ofText(json.out.toString());
  }

  /** Returns the codec of the class, the same one each time. */
  @SuppressWarnings("unchecked") // it was made for that very class
  static <V> JsonCodec<V> codec(Class<V> type) {
    return (JsonCodec<V>) CODECS.get(type);
  }

  private void write(@Nullable Object value, int depth) {
    if (value instanceof String text) {
      text(text);
    } else if (value instanceof Map<?, ?> map) {
      object(map, inside(depth));
    } else if (value instanceof Collection<?> elements) {
      array(elements, inside(depth));
    } else if (value instanceof Object[] elements) {
      array(Arrays.asList(elements), inside(depth));
    } else if (value instanceof Number number) {
      number(number);
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Optional<?> optional) {
      write(optional.orElse(null), depth);
    } else {
      write(JsonTree.exact(encoded(value)), depth);
    }
    if (out.length() > limits.size()) {
      throw illegal(limits.sizeExceeded());
    }
  }

  private static Blob encoded(Object value) {
    // A constant with a body is of a class of its own.
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    return encoded(value, type);
  }

  private static <V> Blob encoded(Object value, Class<V> type) {
    return codec(type).encode(type.cast(value));
  }

  private int inside(int depth) {
    if (depth == limits.depth()) {
      throw illegal(limits.depthExceeded());
    }
    return depth + 1;
  }

  private void object(Map<?, ?> map, int depth) {
    out.append('{');
    String separator = "";
    for (Map.Entry<String, ? extends @Nullable Object> member : sorted(map).entrySet()) {
      out.append(separator);
      text(member.getKey());
      out.append(':');
      write(member.getValue(), depth);
      separator = ",";
    }
    out.append('}');
  }

  @SuppressWarnings("unchecked") // all keys are seen to be texts
  private Map<String, ? extends @Nullable Object> sorted(Map<?, ?> map) {
    for (Object key : map.keySet()) {
      if (!(key instanceof String)) {
        throw illegal("the keys of an object are texts, but one is a " + nameOf(key));
      }
    }
    Map<String, @Nullable Object> members = (Map<String, @Nullable Object>) map;
    return map instanceof SortedMap || map.size() < 2 ? members : new TreeMap<>(members);
  }

  private void array(Collection<?> elements, int depth) {
    if (elements instanceof java.util.Set && !(elements instanceof SortedSet)) {
      set(elements, depth);
      return;
    }
    out.append('[');
    String separator = "";
    for (Object element : elements) {
      out.append(separator);
      write(element, depth);
      separator = ",";
    }
    out.append(']');
  }

  private void set(Collection<?> elements, int depth) {
    List<String> written =
        elements.stream().map(element -> apart(element, depth)).sorted().toList();
    out.append('[').append(String.join(",", written)).append(']');
  }

  private String apart(@Nullable Object element, int depth) {
    CompactJson part = new CompactJson(limits);
    part.write(element, depth);
    return part.out.toString();
  }

  private void number(Number value) {
    String text;
    if (value instanceof Double number) {
      text = fraction(number);
    } else if (value instanceof Float number) {
      // By its own digits: 0.1f is 0.1, and not the double next to it.
      text = fraction(Double.parseDouble(number.toString()));
    } else if (value instanceof BigDecimal number) {
      text = decimal(number);
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof BigInteger
        || value instanceof Short
        || value instanceof Byte) {
      text = value.toString();
    } else {
      throw illegal("a " + nameOf(value) + " has no form in JSON; save its value as another type");
    }
    if (text.length() > limits.numberLength()) {
      throw illegal(limits.numberLengthExceeded());
    }
    out.append(text);
  }

  private String fraction(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw illegal("JSON has no " + value + "; leave it out or save it as text");
    }
    return PythonJson.number(value);
  }

  /** Returns the form of the double of the same value, or all digits where there is no such. */
  private static String decimal(BigDecimal value) {
    String exact = value.toString();
    if (exact.indexOf('.') < 0 && exact.indexOf('E') < 0) {
      return exact;
    }
    double near = value.doubleValue();
    String shortest = Double.isInfinite(near) ? exact : PythonJson.number(near);
    return new BigDecimal(shortest).compareTo(value) == 0 ? shortest : exact;
  }

  private void text(String text) {
    if (text.length() > limits.textLength()) {
      throw illegal(limits.textLengthExceeded());
    }
    if (!isUnicode(text)) {
      throw illegal("a text has an unpaired surrogate");
    }
    PythonJson.text(out, text, false);
  }

  private static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static String nameOf(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getName();
  }

  private IllegalArgumentException illegal(String what) {
    return new IllegalArgumentException("no JSON object: " + what);
  }
}
