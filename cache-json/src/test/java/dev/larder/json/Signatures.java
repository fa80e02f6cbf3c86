package dev.larder.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes that a caller of a class gets to see: those in its public and protected signatures,
 * type arguments and bounds included, and in those that it inherits.
 */
final class Signatures {

  private final Set<Type> seen = new HashSet<>();
  private final Set<String> classes = new TreeSet<>();

  private Signatures() {}

  /** Returns the names of the classes. */
  static Set<String> of(Class<?> type) {
    Signatures signatures = new Signatures();
    signatures.declaration(type);
    return signatures.classes;
  }

  /** Returns whether code outside the package can name the class. */
  static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean isVisible(Member member) {
    return isVisible(member.getModifiers());
  }

  private void declaration(Class<?> type) {
    variables(type.getTypeParameters());
    supertype(type.getGenericSuperclass(), type.getSuperclass());
    Class<?>[] interfaces = type.getInterfaces();
    for (int i = 0; i < interfaces.length; i++) {
      supertype(type.getGenericInterfaces()[i], interfaces[i]);
    }
    Arrays.stream(type.getDeclaredFields())
        .filter(Signatures::isVisible)
        .map(Field::getGenericType)
        .forEach(this::use);
    Arrays.stream(type.getDeclaredConstructors())
        .filter(Signatures::isVisible)
        .forEach((Constructor<?> constructor) -> executable(constructor));
    for (Method method : type.getDeclaredMethods()) {
      if (isVisible(method)) {
        use(method.getGenericReturnType());
        executable(method);
      }
    }
  }

  /** Looks into a supertype that nobody can name, too: what it declares is inherited. */
  private void supertype(Type generic, Class<?> raw) {
    if (generic != null) {
      use(generic);
      if (!isVisible(raw)) {
        declaration(raw);
      }
    }
  }

  private void executable(Executable executable) {
    variables(executable.getTypeParameters());
    Arrays.stream(executable.getGenericParameterTypes()).forEach(this::use);
    Arrays.stream(executable.getGenericExceptionTypes()).forEach(this::use);
  }

  private void variables(TypeVariable<?>[] variables) {
    Arrays.stream(variables).forEach(this::use);
  }

  private void use(Type type) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof Class<?> plain) {
      classes.add(plain.isArray() ? elementOf(plain).getName() : plain.getName());
    } else if (type instanceof ParameterizedType generic) {
      use(generic.getRawType());
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::use);
    } else if (type instanceof GenericArrayType array) {
      use(array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      Arrays.stream(wildcard.getUpperBounds()).forEach(this::use);
      Arrays.stream(wildcard.getLowerBounds()).forEach(this::use);
    } else if (type instanceof TypeVariable<?> variable) {
      Arrays.stream(variable.getBounds()).forEach(this::use);
    }
  }

  private static Class<?> elementOf(Class<?> array) {
    return array.isArray() ? elementOf(array.getComponentType()) : array;
  }
}
