package dev.larder;

import dev.larder.storage.Blob;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, strict both ways so that no text comes back as another. */
enum TextCodec implements Codec<String> {
  INSTANCE;

  @Override
  public Blob encode(String value) {
    // An encoder would find them too, but leaves unused room behind the bytes, which nobody counts.
    if (hasUnpairedSurrogate(value)) {
      throw new IllegalArgumentException("text must not have unpaired surrogates");
    }
    return Blob.ofText(value);
  }

  private static boolean hasUnpairedSurrogate(String value) {
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (Character.isSurrogate(unit)) {
        if (Character.isLowSurrogate(unit)
            || i + 1 == value.length()
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
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
