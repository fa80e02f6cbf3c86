package dev.larder;

import dev.larder.storage.Blob;
import java.util.Objects;
import java.util.function.Function;

/** A codec of two functions. */
record FunctionCodec<V>(Function<? super V, Blob> encoder, Function<Blob, ? extends V> decoder)
    implements Codec<V> {

  FunctionCodec {
    Objects.requireNonNull(encoder, "encode");
    Objects.requireNonNull(decoder, "decode");
  }

  @Override
  public Blob encode(V value) {
    return encoder.apply(value);
  }

  @Override
  public V decode(Blob bytes) {
    return decoder.apply(bytes);
  }
}
