package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * The address of an entry: a namespace and a name in it.
 *
 * <p>A name has 1 to {@value #MAX_NAME_LENGTH} characters ({@code char}s), in parts separated by
 * {@code /}. No part is empty, {@code .} or {@code ..}. There are no control characters and no
 * unpaired surrogates; everything else is allowed. An illegal key cannot be built, so no provider
 * checks again, and none of them may read a name as a path.
 *
 * <pre>{@code
 * CacheKey key = CacheKey.of("reports", "2026/november/sales");
 * }</pre>
 */
public final class CacheKey implements Comparable<CacheKey> {

  /** The largest number of characters in a name. */
  public static final int MAX_NAME_LENGTH = 512;

  private final Namespace namespace;
  private final String name;
  // Kept because a look-up would otherwise touch two more objects for it.
  private final int hash;

  private CacheKey(Namespace namespace, String name) {
    this.namespace = namespace;
    this.name = name;
    this.hash = 31 * namespace.hashCode() + name.hashCode();
  }

  /**
   * Returns the key of that name in that namespace.
   *
   * @throws IllegalArgumentException if the name is not legal; the message says which rule it broke
   */
  public static CacheKey of(Namespace namespace, String name) {
    String broken = brokenRule(name);
    if (broken != null) {
      throw new IllegalArgumentException("key name (" + Printable.text(name) + ") " + broken);
    }
    return new CacheKey(namespace, name);
  }

  /**
   * Returns the key of that name in that namespace.
   *
   * @throws IllegalArgumentException if the namespace or the name is not legal
   */
  public static CacheKey of(String namespace, String name) {
    return of(Namespace.of(namespace), name);
  }

  /** Returns the namespace. */
  public Namespace namespace() {
    return namespace;
  }

  /** Returns the name inside the namespace. */
  public String name() {
    return name;
  }

  private static @Nullable String brokenRule(String name) {
    int length = name.length();
    if (length == 0) {
      return "must not be empty";
    }
    if (length > MAX_NAME_LENGTH) {
      return "must have at most " + MAX_NAME_LENGTH + " characters";
    }
    int part = 0;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c == '/') {
        if (isReserved(name, part, i)) {
          return RESERVED_PART;
        }
        part = i + 1;
      } else if (c < ' ' || (c >= 0x7f && c <= 0x9f)) {
        return "must not have control characters";
      } else if (Character.isSurrogate(c)) {
        if (i + 1 == length || !Character.isSurrogatePair(c, name.charAt(i + 1))) {
          return "must not have unpaired surrogates";
        }
        i++;
      }
    }
    return isReserved(name, part, length) ? RESERVED_PART : null;
  }

  private static final String RESERVED_PART =
      "must not have a part between slashes that is empty, \".\" or \"..\"";

  private static boolean isReserved(String name, int from, int to) {
    int length = to - from;
    return length == 0
        || (length == 1 && name.charAt(from) == '.')
        || (length == 2 && name.charAt(from) == '.' && name.charAt(from + 1) == '.');
  }

  /** Compares by namespace, then by name, both by {@code char} value. */
  @Override
  public int compareTo(CacheKey other) {
    int byNamespace = namespace.value().compareTo(other.namespace.value());
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof CacheKey other
            && hash == other.hash
            && name.equals(other.name)
            && namespace.equals(other.namespace));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns {@code namespace/name}, which no other key returns. */
  @Override
  public String toString() {
    return namespace.value() + "/" + name;
  }
}
