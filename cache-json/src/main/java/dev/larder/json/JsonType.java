package dev.larder.json;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;

/**
 * A type with its type arguments, which a {@code Class} cannot say. Make one as an empty subclass:
 *
 * <pre>{@code
 * new JsonType<Map<String, List<Order>>>() {}
 * }</pre>
 *
 * @param <T> the type
 */
public abstract class JsonType<T> {

  private final Type type;

  /**
   * Reads the type argument of the subclass.
   *
   * @throws IllegalArgumentException if there is none, or if a type variable occurs in it
   */
  protected JsonType() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)
        || parent.getRawType() != JsonType.class) {
      throw new IllegalArgumentException(
          "a JsonType is made as new JsonType<List<Order>>() {}, with its type argument");
    }
    type = parent.getActualTypeArguments()[0];
    if (hasVariable(type)) {
      throw new IllegalArgumentException(
          "JsonType<"
              + type.getTypeName()
              + "> has a type variable, which is not known at run time; name the real type");
    }
  }

  /** Returns the type. */
  public final Type type() {
    return type;
  }

  private static boolean hasVariable(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return anyHasVariable(parameterized.getActualTypeArguments());
    }
    if (type instanceof WildcardType wildcard) {
      return anyHasVariable(wildcard.getUpperBounds()) || anyHasVariable(wildcard.getLowerBounds());
    }
    if (type instanceof GenericArrayType array) {
      return hasVariable(array.getGenericComponentType());
    }
    return type instanceof TypeVariable;
  }

  private static boolean anyHasVariable(Type[] types) {
    return List.of(types).stream().anyMatch(JsonType::hasVariable);
  }
}
