package dev.larder;

import dev.larder.storage.Blob;
import java.util.function.Function;

/**
 * Turns values into bytes and back.
 *
 * <p>{@code decode(encode(v))} is equal to {@code v}. Thread-safe. A codec never reads the name of
 * a type from the data.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {

  /**
   * Returns the bytes of the value.
   *
   * @throws IllegalArgumentException if the value cannot be encoded; the message says why
   */
  Blob encode(V value);

  /**
   * Returns the value of the bytes, never null.
   *
   * @throws RuntimeException of any kind if the bytes are not such a value; a cache counts that, or
   *     null, as a miss
   */
  V decode(Blob bytes);

  /** Returns the codec of those two functions. */
  static <V> Codec<V> of(Function<? super V, Blob> encode, Function<Blob, ? extends V> decode) {
    return new FunctionCodec<>(encode, decode);
  }

  /**
   * Returns the codec of text in UTF-8. Text with unpaired surrogates is refused, and so are bytes
   * that are not UTF-8.
   */
  static Codec<String> text() {
    return TextCodec.INSTANCE;
  }

  /** Returns the codec of byte arrays, which are copied in and out. */
  static Codec<byte[]> bytes() {
    return BytesCodec.INSTANCE;
  }

  /** Returns the codec that hands blobs through without a copy. */
  static Codec<Blob> blob() {
    return BlobCodec.INSTANCE;
  }
}
