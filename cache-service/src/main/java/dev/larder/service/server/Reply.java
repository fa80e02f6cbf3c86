package dev.larder.service.server;

import dev.larder.service.JsonForm;
import dev.larder.service.server.http.HttpReply;
import dev.larder.service.transport.ServiceResponse;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What a route answers: a status, headers, and bytes that are at hand or still to be read. */
final class Reply implements ServiceResponse, HttpReply {

  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";
  static final String BYTES = "application/octet-stream";
  static final String ZIP = "application/zip";

  private static final int PIECE = 64 * 1024;

  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>(4);
  private final long length;
  private final @Nullable Blob blob;
  private final @Nullable BlobReader reader;
  private @Nullable InputStream opened;

  private Reply(int status, @Nullable String type, @Nullable Blob blob) {
    this(status, type, blob, null, blob == null ? 0 : blob.size());
  }

  private Reply(
      int status,
      @Nullable String type,
      @Nullable Blob blob,
      @Nullable BlobReader reader,
      long length) {
    this.status = status;
    this.blob = blob;
    this.reader = reader;
    this.length = length;
    if (type != null) {
      headers.put("content-type", type);
    }
    headers.put("fast-api-request-id", requestId());
  }

  /** Returns a reply with the tree as JSON. */
  static Reply json(@Nullable Object tree) {
    return json(200, tree);
  }

  /** Returns a reply of that status with the tree as JSON. */
  static Reply json(int status, @Nullable Object tree) {
    return new Reply(status, JSON, Blob.wrap(JsonForm.COMPACT.bytes(tree)));
  }

  /** Returns a reply of that status with the tree as indented JSON. */
  static Reply pretty(int status, @Nullable Object tree) {
    return new Reply(status, JSON, Blob.wrap(JsonForm.INDENT_4.bytes(tree)));
  }

  /** Returns a reply with the bytes. */
  static Reply of(String type, Blob blob) {
    return new Reply(200, type, blob);
  }

  /** Returns a reply of that status with the bytes. */
  static Reply of(int status, String type, Blob blob) {
    return new Reply(status, type, blob);
  }

  /**
   * Returns a reply with what the reader reads; whoever closes the reply closes the reader.
   *
   * @param exact whether the size that the reader tells is that of the value
   */
  static Reply stream(String type, BlobReader reader, boolean exact) {
    return new Reply(200, type, null, reader, exact ? reader.metadata().size() : UNKNOWN);
  }

  /** Returns a reply without a body. */
  static Reply empty(int status) {
    return new Reply(status, null, null);
  }

  /** Adds a header and returns this. */
  Reply with(String name, String value) {
    headers.put(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  @Override
  public Map<String, String> headers() {
    return headers;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (blob != null) {
      blob.writeTo(out);
    } else if (reader != null) {
      byte[] piece = new byte[PIECE];
      for (int read = reader.read(piece); read >= 0; read = reader.read(piece)) {
        out.write(piece, 0, read);
      }
    }
  }

  /** Returns a new random id; nobody has to be unable to guess it. */
  static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low).toString();
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Optional<String> header(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("content-length")) {
      return length == UNKNOWN ? Optional.empty() : Optional.of(Long.toString(length));
    }
    return Optional.ofNullable(headers.get(lower));
  }

  @Override
  public InputStream body() {
    if (opened == null) {
      opened = reader != null ? reader : (blob == null ? Blob.empty() : blob).openStream();
    }
    return opened;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
