package dev.larder.service.server.http;

import java.io.IOException;

/** Answers the requests of a server. Thread-safe. */
public interface HttpHandler {

  /**
   * Answers a request; the server closes the reply.
   *
   * @throws IOException if the body of the request failed: the server says so to the client if it
   *     can, and gives up the connection; any other is logged and answered with 500
   */
  HttpReply answer(HttpRequest request) throws IOException;

  /** Answers what is no request that could be answered, in the words of the server. */
  HttpReply refuse(int status, String detail);
}
