package dev.larder.service;

import java.io.IOException;

/** What was read is no frame as it was written. The message is the end of a sentence. */
final class DamagedFrameException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedFrameException(String what) {
    super(what);
  }
}
