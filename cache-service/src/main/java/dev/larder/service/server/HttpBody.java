package dev.larder.service.server;

import dev.larder.service.transport.RequestBody;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of an exchange. It can be opened once. */
final class HttpBody implements RequestBody {

  private final String contentType;
  private final long length;
  private final InputStream in;

  private HttpBody(String contentType, long length, InputStream in) {
    this.contentType = contentType;
    this.length = length;
    this.in = in;
  }

  /** Returns the body that the headers announce, or null if they announce none. */
  static @Nullable HttpBody of(Map<String, String> headers, InputStream in) {
    String type = headers.getOrDefault("content-type", "");
    String length = headers.get("content-length");
    if (headers.containsKey("transfer-encoding")) {
      return new HttpBody(type, -1, in);
    }
    // The server has refused what is no number.
    return length == null ? null : new HttpBody(type, Long.parseLong(length.strip()), in);
  }

  @Override
  public String contentType() {
    return contentType;
  }

  /** Returns the number of bytes; -1 if the sender does not say. */
  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() {
    return length < 0 ? in : new Whole(in, length);
  }

  /** A body that fails where it ends too soon: half a value must not be taken for a whole one. */
  private static final class Whole extends FilterInputStream {

    private long left;

    Whole(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? -1 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(read);
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(int read) throws EOFException {
      if (read < 0 && left > 0) {
        throw new EOFException("the body ended " + left + " bytes too soon");
      }
      left -= Math.max(0, read);
    }
  }
}
