package dev.larder.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses types that cannot come back as they went, while their readers are built and no data is
 * there yet. Also learns the names of all properties: those may appear in messages, other names
 * belong to the data.
 */
final class TypeGuard extends BeanDeserializerModifier {

  private static final long serialVersionUID = 1L;

  private static final Set<Class<?>> ADDRESSES = Set.of(InetAddress.class, InetSocketAddress.class);

  private final transient Set<String> names = ConcurrentHashMap.newKeySet();

  /** Returns the names of the properties of all types seen. */
  Set<String> names() {
    return names;
  }

  @Override
  public List<BeanPropertyDefinition> updateProperties(
      DeserializationConfig config,
      BeanDescription description,
      List<BeanPropertyDefinition> properties) {
    properties.forEach(property -> names.add(property.getName()));
    return properties;
  }

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
    Class<?> type = description.getBeanClass();
    String reason = reasonAgainst(type, deserializer);
    if (reason != null) {
      throw new IllegalArgumentException(type.getName() + " " + reason);
    }
    return deserializer;
  }

  @Override
  public KeyDeserializer modifyKeyDeserializer(
      DeserializationConfig config, JavaType type, KeyDeserializer deserializer) {
    Class<?> raw = type.getRawClass();
    String reason = reasonAgainst(raw);
    if (raw == BigDecimal.class) {
      reason = "cannot be the key of a map: 1.0 and 1.00 would become one key";
    } else if (reason == null && !isText(raw, config.introspect(type))) {
      // Jackson would write toString() and hand that to a constructor.
      reason =
          "cannot be the key of a map: JSON has only text there,"
              + " and nothing like @JsonValue says what it is";
    }
    if (reason != null) {
      throw new IllegalArgumentException(raw.getName() + " " + reason);
    }
    return deserializer;
  }

  private static boolean isText(Class<?> key, BeanDescription description) {
    return key.isPrimitive()
        || key.isEnum()
        || key.getName().startsWith("java.")
        || description.findJsonKeyAccessor() != null
        || description.findJsonValueAccessor() != null;
  }

  private static @Nullable String reasonAgainst(Class<?> type, JsonDeserializer<?> deserializer) {
    String reason = reasonAgainst(type);
    if (reason != null) {
      return reason;
    }
    if (deserializer instanceof UnsupportedTypeDeserializer) {
      return "has no JSON form";
    }
    if (deserializer instanceof AbstractDeserializer) {
      return "is abstract, and data never chooses a class; name the concrete type";
    }
    return deserializer instanceof BeanDeserializerBase bean
            && !bean.getValueInstantiator().canInstantiate()
        ? "has no constructor to use: make it a record, or annotate one with @JsonCreator"
        : null;
  }

  private static @Nullable String reasonAgainst(Class<?> type) {
    if (type == Class.class) {
      return "would be loaded by a name in the data";
    }
    if (ADDRESSES.contains(type)) {
      return "would be looked up in the network by a name in the data";
    }
    // Everything is an Object; Number, Serializable, Comparable and CharSequence are as vague.
    return (type.isAssignableFrom(Integer.class) && type != Integer.class)
            || type == CharSequence.class
        ? "does not say what its values are; name the type that they have"
        : null;
  }
}
