package dev.larder.service.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What a request is answered with. */
public interface HttpReply extends AutoCloseable {

  /** The length of a body that is as long as it turns out to be. */
  long UNKNOWN = -1;

  /** Returns the status, 200 or more. */
  int status();

  /** Returns the headers but those of the connection and of the framing; names in lower case. */
  Map<String, String> headers();

  /** Returns the number of bytes of the body, or {@link #UNKNOWN}. */
  long length();

  /** Writes the body; not called where there is none. */
  void writeTo(OutputStream out) throws IOException;

  /** Gives back what the body holds, whether it was written or not. */
  @Override
  void close();
}
