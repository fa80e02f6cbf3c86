package dev.larder.service.server.http;

import java.io.IOException;

/** What arrived is no request that could be answered: what to say, after which the talk is over. */
final class Refusal extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String detail) {
    super(detail);
    this.status = status;
  }

  static Refusal malformed(String detail) {
    return new Refusal(400, detail);
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
