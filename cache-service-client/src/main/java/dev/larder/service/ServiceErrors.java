package dev.larder.service;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failure of the service or of the way to it is to the caller. */
final class ServiceErrors {

  /** What the service says where it has no such route. */
  private static final String NO_ROUTE = "Not Found";

  private static final String NOT_THERE = "does the service run there?";
  private static final String NO_SERVICE = "is there a cache service at this URL?";

  private final String location;
  private final String keyName;

  /**
   * Makes the errors of one service.
   *
   * @param location where it is, for messages
   * @param keyName the name of the header with the key
   */
  ServiceErrors(String location, String keyName) {
    this.location = location;
    this.keyName = keyName;
  }

  /** Returns whether the answer says that what was asked for is not there. */
  static boolean isMissing(ServiceAnswer answer) {
    if (answer.status() != ServiceAnswer.NOT_FOUND) {
      return false;
    }
    FailureBody body = FailureBody.of(answer);
    return body.ofService() && !body.message().equals(NO_ROUTE);
  }

  /** Returns the failure that an answer stands for, whose status or body was not the expected. */
  CacheException of(ServiceCall call, ServiceAnswer answer) {
    FailureBody body = FailureBody.of(answer);
    int status = answer.status();
    if (status == ServiceAnswer.NOT_FOUND && body.message().equals(NO_ROUTE)) {
      body = new FailureBody("", "no such route", true);
    }
    String what = status + (body.message().isEmpty() ? "" : " " + body.message());
    return failure(
        call, null, code(status), "answered " + what + "; " + advice(status, body, answer));
  }

  /** Returns the failure of an answer that should have been of that type. */
  CacheException ofType(ServiceCall call, ServiceAnswer answer, String expected) {
    String type = answer.contentType().isEmpty() ? "no type" : answer.contentType();
    return failure(
        call,
        null,
        Code.INTERNAL,
        "answered "
            + type
            + " where "
            + expected
            + " was expected; is there a cache service at this URL, or a proxy's page?");
  }

  /** Returns the failure of an answer that has the right type but not the right content. */
  CacheException ofContent(ServiceCall call, String what) {
    return failure(call, null, Code.INTERNAL, "answered with " + what + "; " + NO_SERVICE);
  }

  /** Returns the failure of a call after the client was closed. */
  CacheException closed(ServiceCall call) {
    return new CacheException(
        Code.CLOSED, call.operation(), null, "the client was closed; open another");
  }

  /** Returns whether the same call may get another answer in a moment. */
  static boolean isPassing(int status) {
    Code code = code(status);
    return code == Code.UNAVAILABLE || code == Code.TIMEOUT;
  }

  /** Returns the failure of the way to the service. */
  CacheException of(ServiceCall call, IOException failure) {
    if (failure instanceof ResponseTooLargeException) {
      return failure(call, failure, Code.TOO_LARGE, reason(failure) + "; raise maxResponseSize");
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return failure(call, failure, Code.UNAVAILABLE, reason(failure) + "; " + NOT_THERE);
    }
    if (failure instanceof HttpTimeoutException) {
      return failure(call, failure, Code.TIMEOUT, reason(failure) + "; it may have taken effect");
    }
    if (failure instanceof UnknownHostException) {
      return failure(call, failure, Code.UNAVAILABLE, "unknown host; check the URL");
    }
    if (failure instanceof SSLException) {
      String what = "TLS failed: " + reason(failure);
      return failure(
          call,
          failure,
          Code.INTERNAL,
          what + "; check the certificate, and that the port speaks TLS");
    }
    if (failure instanceof ProtocolException) {
      return failure(call, failure, Code.INTERNAL, reason(failure) + "; " + NO_SERVICE);
    }
    return failure(call, failure, Code.UNAVAILABLE, reason(failure) + "; " + NOT_THERE);
  }

  /** Returns the failure of a call whose thread was interrupted. */
  CacheException cancelled(ServiceCall call) {
    return failure(call, null, Code.CANCELLED, "interrupted; it may have taken effect");
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private CacheException failure(
      ServiceCall call, @Nullable IOException cause, Code code, String what) {
    String target = call.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return new CacheException(
        code, call.operation(), null, call.method() + " " + location + path + ": " + what, cause);
  }

  private static Code code(int status) {
    return switch (status) {
      case 400, 404, 405, 415, 501 -> Code.UNSUPPORTED;
      case 401, 403, 407 -> Code.PERMISSION_DENIED;
      case 408, 504 -> Code.TIMEOUT;
      case 413 -> Code.TOO_LARGE;
      case 429, 502, 503 -> Code.UNAVAILABLE;
      case 507 -> Code.NO_SPACE;
      default -> Code.INTERNAL;
    };
  }

  private String advice(int status, FailureBody body, ServiceAnswer answer) {
    if (status >= 300 && status < 400) {
      return "it redirects to " + answer.location().orElse("nowhere") + ": use that URL";
    }
    if (!body.ofService() && status != 429) {
      return "this is no answer of a cache service: check the URL, and proxies on the way";
    }
    return switch (status) {
      case 401, 403 -> "check the key that is sent as " + keyName;
      case 404, 405 -> "check the URL, and the version of the service";
      case 408, 429, 502, 503, 504 -> "try again later";
      case 413 -> "raise the limit of the service, or store less";
      case 507 -> "make room where the service stores";
      case 400, 415 -> "the service does not take this request";
      default -> "look into the log of the service";
    };
  }
}
