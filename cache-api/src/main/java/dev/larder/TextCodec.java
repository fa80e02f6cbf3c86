package dev.larder;

import dev.larder.storage.Blob;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, strict both ways so that no text comes back as another. */
enum TextCodec implements Codec<String> {
  INSTANCE;

  @Override
  public Blob encode(String value) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      return Blob.wrap(bytes);
    } catch (CharacterCodingException failure) {
      throw new IllegalArgumentException("text must not have unpaired surrogates", failure);
    }
  }

  @Override
  public String decode(Blob bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.buffer()).toString();
    } catch (CharacterCodingException failure) {
      throw new IllegalArgumentException("the bytes are not text in UTF-8", failure);
    }
  }
}
