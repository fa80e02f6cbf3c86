package dev.larder.service.transport;

import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;

/** What a request sends. It can be opened again, so that a request can be repeated. Thread-safe. */
public interface RequestBody {

  /** Returns the media type, with its parameters. */
  String contentType();

  /** Returns the exact number of bytes. */
  long length();

  /**
   * Opens the bytes from the first one on; the caller closes the stream.
   *
   * @throws IOException if they cannot be read
   */
  InputStream open() throws IOException;

  /** Returns the bytes of the blob as a body of that type, without a copy. */
  static RequestBody of(Blob blob, String contentType) {
    return new BlobBody(blob, contentType);
  }
}
