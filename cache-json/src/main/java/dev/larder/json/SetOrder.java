package dev.larder.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has sets written in an order that depends on their elements only, so that equal sets give equal
 * bytes.
 */
final class SetOrder extends BeanSerializerModifier {

  private static final long serialVersionUID = 1L;

  @Override
  public JsonSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    Class<?> raw = type.getRawClass();
    return Set.class.isAssignableFrom(raw) && !EnumSet.class.isAssignableFrom(raw)
        ? new Ordered(asAny(serializer))
        : serializer;
  }

  // A serializer's parameter only says what it is given, and that is what the declared type says.
  @SuppressWarnings("unchecked")
  private static JsonSerializer<Object> asAny(JsonSerializer<?> serializer) {
    return (JsonSerializer<Object>) serializer;
  }

  /** Sorts elements by the JSON of each: that exists for all, and differs where they differ. */
  private static final class Ordered extends JsonSerializer<Set<?>>
      implements ContextualSerializer {

    private final JsonSerializer<Object> elements;

    Ordered(JsonSerializer<Object> elements) {
      this.elements = elements;
    }

    @Override
    public JsonSerializer<?> createContextual(
        SerializerProvider provider, @Nullable BeanProperty property) throws JsonMappingException {
      return new Ordered(asAny(provider.handleSecondaryContextualization(elements, property)));
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      if (set.size() < 2 || !(generator instanceof LimitedGenerator limited)) {
        elements.serialize(set, generator, provider);
        return;
      }
      limited.writeStartArray();
      for (String part : sorted(set, limited, provider)) {
        limited.writeRawValue(part);
      }
      limited.writeEndArray();
    }

    private List<String> sorted(Set<?> set, LimitedGenerator limited, SerializerProvider provider)
        throws IOException {
      List<String> parts = new ArrayList<>(set.size());
      for (Object element : set) {
        StringWriter out = new StringWriter();
        try (LimitedGenerator part = limited.sameArray(out)) {
          elements.serialize(Collections.singleton(element), part, provider);
        }
        // Without the brackets of the array that holds it alone.
        String array = out.toString();
        parts.add(array.substring(1, array.length() - 1));
      }
      Collections.sort(parts);
      return parts;
    }
  }
}
