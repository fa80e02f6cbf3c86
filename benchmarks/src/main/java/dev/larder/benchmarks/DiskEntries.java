package dev.larder.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;

/** Keys of {@value #KEY_LENGTH} characters and values that tell whose they are. */
final class DiskEntries {

  static final String NAMESPACE = "datasets";
  static final int KEY_LENGTH = 41;
  static final int LARGEST = 1 << 20;

  private static final int SHIFTS = 1 << 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NOISE = new byte[LARGEST + SHIFTS];

  static {
    new Random(20_261_121).nextBytes(NOISE);
  }

  private DiskEntries() {}

  /** Returns the name of a key: like a hash, so that neighbours in time are not so in order. */
  static String name(long number) {
    HexFormat hex = HexFormat.of();
    return NAMESPACE + "/" + hex.toHexDigits(mix(number)) + hex.toHexDigits(mix(~number));
  }

  /** Returns a value that cannot be compressed and bears the number at both ends. */
  static byte[] value(long number, int size) {
    byte[] value = new byte[size];
    System.arraycopy(NOISE, (int) (mix(number) & (SHIFTS - 1)), value, 0, size);
    LONG.set(value, 0, number);
    LONG.set(value, size - Long.BYTES, ~number);
    return value;
  }

  /** Fails unless that is the value of that number. */
  static void require(long number, int size, byte[] value, int length) {
    if (length != size
        || (long) LONG.get(value, 0) != number
        || (long) LONG.get(value, size - Long.BYTES) != ~number) {
      throw new IllegalStateException(
          "entry " + number + " was not read back: " + length + " bytes of " + size);
    }
  }

  /** Returns a number that looks random and that no other number has. */
  static long mix(long number) {
    long z = (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
