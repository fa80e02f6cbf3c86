package dev.larder.service;

import dev.larder.service.transport.ServiceResponse;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer that was read into memory.
 *
 * @param status the status
 * @param contentType the media type without parameters and in lower case; empty if there is none
 * @param ofService whether it has the mark that the service leaves on every answer
 * @param location where it redirects to, if it does
 * @param body the bytes
 */
record ServiceAnswer(
    int status, String contentType, boolean ofService, Optional<String> location, Blob body) {

  static final int OK = 200;
  static final int NOT_FOUND = 404;
  static final String JSON = "application/json";
  static final String TEXT = "text/plain";
  static final String BYTES = "application/octet-stream";

  private static final int FIRST_BUFFER = 8 * 1024;

  /** Longer ones get their buffer as they arrive, not because the peer says that they will. */
  private static final int TRUSTED_LENGTH = 1024 * 1024;

  /** Reads the whole answer; the caller closes it. */
  static ServiceAnswer read(ServiceResponse response, int limit) throws IOException {
    return new ServiceAnswer(
        response.status(),
        typeOf(response),
        response.header("fast-api-request-id").isPresent(),
        response.header("location"),
        readBody(response, limit));
  }

  static String typeOf(ServiceResponse response) {
    String type = response.header("content-type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  private static Blob readBody(ServiceResponse response, int limit) throws IOException {
    long announced = announced(response);
    if (announced > limit) {
      throw new ResponseTooLargeException(limit);
    }
    boolean trusted = announced >= 0 && announced <= TRUSTED_LENGTH;
    byte[] bytes = new byte[trusted ? (int) announced : Math.min(limit, FIRST_BUFFER)];
    InputStream body = response.body();
    int size = 0;
    while (true) {
      if (size == bytes.length) {
        int next = body.read();
        if (next < 0) {
          return Blob.wrap(bytes);
        }
        if (size >= limit) {
          throw new ResponseTooLargeException(limit);
        }
        bytes = Arrays.copyOf(bytes, grown(size, limit));
        bytes[size++] = (byte) next;
      }
      int count = body.read(bytes, size, bytes.length - size);
      if (count < 0) {
        return Blob.wrap(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
      }
      size += count;
    }
  }

  private static int grown(int size, int limit) {
    return (int) Math.min(limit, Math.max(FIRST_BUFFER, size * 2L));
  }

  private static long announced(ServiceResponse response) {
    try {
      return response.header("content-length").map(Long::parseLong).orElse(-1L);
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  boolean isOk() {
    return status == OK;
  }
}
