package dev.larder.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Tells whether bytes are UTF-8. Jackson's parser lets overlong forms and lone surrogates pass. */
final class Utf8 {

  private static final int CHUNK = 2_048;

  private Utf8() {}

  static boolean isValid(ByteBuffer bytes) {
    while (bytes.remaining() >= Long.BYTES
        && (bytes.getLong(bytes.position()) & 0x8080808080808080L) == 0) {
      bytes.position(bytes.position() + Long.BYTES);
    }
    if (!bytes.hasRemaining()) {
      return true;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(Math.min(CHUNK, bytes.remaining() + 1));
    CoderResult result;
    do {
      result = decoder.decode(bytes, chars.clear(), true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
