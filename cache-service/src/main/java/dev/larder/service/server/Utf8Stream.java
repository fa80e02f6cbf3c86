package dev.larder.service.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** A text as its bytes arrive: what is no UTF-8 is a {@link Failure}. */
final class Utf8Stream extends FilterInputStream {

  private static final int PIECE = 8 * 1024;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer chars = CharBuffer.allocate(PIECE);

  /** What is still to be decoded; between two reads, the beginning of one character. */
  private final ByteBuffer bytes = ByteBuffer.allocate(PIECE);

  Utf8Stream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int read = super.read(to, offset, length);
    for (int done = 0; done < read; ) {
      int piece = Math.min(read - done, bytes.remaining());
      bytes.put(to, offset + done, piece);
      done += piece;
      decode(false);
    }
    if (read < 0) {
      decode(true);
    }
    return read;
  }

  private void decode(boolean end) {
    bytes.flip();
    CoderResult result = decoder.decode(bytes, chars.clear(), end);
    // No character has fewer bytes than chars, so they always fit.
    if (result.isError()) {
      throw Failure.noUnicode();
    }
    bytes.compact();
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
