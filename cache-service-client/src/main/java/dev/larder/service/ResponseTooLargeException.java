package dev.larder.service;

import java.io.IOException;

/** A body that is larger than what is read into memory. */
final class ResponseTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  ResponseTooLargeException(int limit) {
    super("answered with more than " + limit + " bytes");
  }
}
