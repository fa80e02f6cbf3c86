package dev.larder.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
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

  private static final String CONTROL_CHARACTER = "must not have control characters";
  private static final String UNPAIRED_SURROGATE = "must not have unpaired surrogates";
  private static final String RESERVED_PART =
      "must not have a part between slashes that is empty, \".\" or \"..\"";

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = 0x20 * ONES;
  private static final long SLASHES = 0x2f * ONES;
  private static final long QUESTION_MARKS = 0x3f * ONES;
  private static final long DELETES = 0x7f * ONES;

  private final Namespace namespace;
  // A string would be one object more to reach, in the key asked for and in the key found, and
  // look-ups are bound by that.
  private final byte[] utf8;
  private final int hash;

  private CacheKey(Namespace namespace, byte[] utf8, int nameHash) {
    this.namespace = namespace;
    this.utf8 = utf8;
    this.hash = 31 * namespace.hashCode() + nameHash;
  }

  /**
   * Returns the key of that name in that namespace.
   *
   * @throws IllegalArgumentException if the name is not legal; the message says which rule it broke
   */
  public static CacheKey of(Namespace namespace, String name) {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    String broken = brokenRule(utf8, name);
    if (broken != null) {
      throw new IllegalArgumentException("key name (" + Printable.text(name) + ") " + broken);
    }
    return new CacheKey(namespace, utf8, name.hashCode());
  }

  /**
   * Returns the key of that name in that namespace.
   *
   * @throws IllegalArgumentException if the namespace or the name is not legal
   */
  public static CacheKey of(String namespace, String name) {
    return of(Namespace.of(Objects.requireNonNull(namespace, "namespace")), name);
  }

  /** Returns the namespace. */
  public Namespace namespace() {
    return namespace;
  }

  /** Returns the name inside the namespace, as a new string. */
  public String name() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Returns the length in bytes of the name in UTF-8. */
  public int nameSize() {
    return utf8.length;
  }

  /**
   * Copies the UTF-8 form of the name, which has {@link #nameSize()} bytes, into an array from an
   * offset on.
   *
   * @throws IndexOutOfBoundsException if there is not enough room
   */
  public void copyName(byte[] into, int offset) {
    System.arraycopy(utf8, 0, into, offset, utf8.length);
  }

  /** Returns which rule the name with that UTF-8 form breaks, or null if it is legal. */
  static @Nullable String brokenRule(byte[] utf8, String name) {
    if (name.length() > MAX_NAME_LENGTH) {
      return "must have at most " + MAX_NAME_LENGTH + " characters";
    }
    // One byte for each character: plain ASCII, which is most often, but for broken surrogates.
    return utf8.length == name.length() ? brokenAscii(utf8, name) : brokenText(name);
  }

  private static @Nullable String brokenAscii(byte[] ascii, String name) {
    if (ascii.length == 0) {
      return "must not be empty";
    }
    int part = 0;
    for (int i = next(ascii, 0); i < ascii.length; i = next(ascii, i + 1)) {
      byte c = ascii[i];
      if (c == '/') {
        if (isReserved(ascii, part, i)) {
          return RESERVED_PART;
        }
        part = i + 1;
      } else if (c < ' ' || c == 0x7f) {
        return CONTROL_CHARACTER;
      } else if (c == '?' && name.charAt(i) != '?') {
        return UNPAIRED_SURROGATE;
      }
    }
    return isReserved(ascii, part, ascii.length) ? RESERVED_PART : null;
  }

  /** Returns where the next byte is, from there on, that may break a rule or end a part. */
  private static int next(byte[] ascii, int from) {
    int at = from;
    while (at <= ascii.length - Long.BYTES) {
      long word = (long) WORDS.get(ascii, at);
      long found =
          (word - SPACES)
              | ((word ^ SLASHES) - ONES)
              | ((word ^ QUESTION_MARKS) - ONES)
              | ((word ^ DELETES) - ONES);
      if ((found & HIGH_BITS) != 0) {
        return at;
      }
      at += Long.BYTES;
    }
    return at;
  }

  private static boolean isReserved(byte[] ascii, int from, int to) {
    int length = to - from;
    return length == 0
        || (length == 1 && ascii[from] == '.')
        || (length == 2 && ascii[from] == '.' && ascii[from + 1] == '.');
  }

  private static @Nullable String brokenText(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c)) {
        return CONTROL_CHARACTER;
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 == name.length() || !Character.isSurrogatePair(c, name.charAt(i + 1))) {
          return UNPAIRED_SURROGATE;
        }
        i++;
      }
    }
    String parts = name.replaceAll("[^/.]", "x");
    return brokenAscii(parts.getBytes(StandardCharsets.US_ASCII), parts);
  }

  /** Compares by namespace, then by the bytes of the name in UTF-8. */
  @Override
  public int compareTo(CacheKey other) {
    int byNamespace = namespace.value().compareTo(other.namespace.value());
    return byNamespace != 0 ? byNamespace : Arrays.compareUnsigned(utf8, other.utf8);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof CacheKey other
            && hash == other.hash
            && Arrays.equals(utf8, other.utf8)
            && namespace.equals(other.namespace));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns {@code namespace/name}, which no other key returns. */
  @Override
  public String toString() {
    return namespace.value() + "/" + name();
  }
}
