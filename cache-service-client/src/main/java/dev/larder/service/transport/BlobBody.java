package dev.larder.service.transport;

import dev.larder.storage.Blob;
import java.io.InputStream;

/** A body whose bytes are at hand. */
record BlobBody(Blob blob, String contentType) implements RequestBody {

  @Override
  public long length() {
    return blob.size();
  }

  @Override
  public InputStream open() {
    return blob.openStream();
  }
}
