package dev.larder.disk;

import dev.larder.storage.CacheKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key as records hold it: {@code namespace/name} in UTF-8, and its hash, which is part of the
 * format because processes lock by it.
 */
final class KeyBytes {

  /** The most that a legal key takes: a namespace, a slash, and three bytes per character. */
  static final int MAX_LENGTH = 63 + 1 + 3 * CacheKey.MAX_NAME_LENGTH;

  /** The number of stripes that keys are spread over. */
  static final int STRIPES = 256;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  final byte[] bytes;
  final int hash;
  final int stripe;

  KeyBytes(byte[] bytes) {
    this.bytes = bytes;
    long mixed = bytes.length * FACTOR;
    int i = 0;
    for (; i + 8 <= bytes.length; i += 8) {
      mixed = mix(mixed, (long) LONGS.get(bytes, i));
    }
    long rest = 0;
    for (int shift = 0; i < bytes.length; i++, shift += 8) {
      rest |= (bytes[i] & 0xffL) << shift;
    }
    mixed = mix(mixed, rest);
    this.hash = hash(mixed);
    this.stripe = stripe(mixed);
  }

  /** Returns what hash and stripe of a key are made of, which lies in a little-endian buffer. */
  static long mix(ByteBuffer buffer, int at, int length) {
    long mixed = length * FACTOR;
    int end = at + length;
    int i = at;
    for (; i + 8 <= end; i += 8) {
      mixed = mix(mixed, buffer.getLong(i));
    }
    long rest = 0;
    for (int shift = 0; i < end; i++, shift += 8) {
      rest |= (buffer.get(i) & 0xffL) << shift;
    }
    return mix(mixed, rest);
  }

  static int hash(long mixed) {
    return (int) (mixed >>> (64 - IndexSlots.HASH_BITS));
  }

  static int stripe(long mixed) {
    return (int) mixed & (STRIPES - 1);
  }

  private static long mix(long mixed, long word) {
    long product = (mixed ^ word) * FACTOR;
    return product ^ (product >>> 29);
  }

  static KeyBytes of(CacheKey key) {
    String namespace = key.namespace().value();
    int length = namespace.length();
    byte[] bytes = new byte[length + 1 + key.nameSize()];
    for (int i = 0; i < length; i++) {
      // A namespace has characters of ASCII alone.
      bytes[i] = (byte) namespace.charAt(i);
    }
    bytes[length] = '/';
    key.copyName(bytes, length + 1);
    return new KeyBytes(bytes);
  }

  /** Returns the key that these are the bytes of. */
  CacheKey key() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int slash = text.indexOf('/');
    return CacheKey.of(text.substring(0, slash), text.substring(slash + 1));
  }

  boolean startsWith(byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Returns whether the little-endian buffer holds these bytes there. */
  boolean matches(ByteBuffer buffer, int at) {
    int i = 0;
    for (; i + 8 <= bytes.length; i += 8) {
      if ((long) LONGS.get(bytes, i) != buffer.getLong(at + i)) {
        return false;
      }
    }
    for (; i < bytes.length; i++) {
      if (bytes[i] != buffer.get(at + i)) {
        return false;
      }
    }
    return true;
  }
}
