package dev.larder.service.server;

import dev.larder.service.server.http.HttpHandler;
import dev.larder.service.server.http.HttpReply;
import dev.larder.service.server.http.HttpRequest;
import dev.larder.service.transport.ServiceRequest.Method;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Turns what arrives over HTTP into requests of the service, if it is let in. */
final class HttpFront implements HttpHandler {

  private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());

  private final CacheService service;
  private final Access access;

  HttpFront(CacheServerConfig config, CacheService service) {
    this.service = service;
    this.access = new Access(config);
  }

  @Override
  public HttpReply answer(HttpRequest request) throws IOException {
    Target target = Target.of(request.target());
    try {
      access.check(target.path(), request.headers());
      return service.answer(method(request.method()), target, request.headers(), request.body());
    } catch (Failure failure) {
      return failure.reply();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return refuse(503, "The server is stopping");
    } catch (OutOfMemoryError full) {
      // What the request held is gone with it; the others may go on.
      LOG.log(Level.WARNING, request.method() + " needs more memory than there is");
      return Room.noMemory().reply();
    } catch (RuntimeException defect) {
      // The last resort of a thread that belongs to the server: the client is told that it is not
      // its fault, and nothing else.
      LOG.log(Level.ERROR, request.method() + " failed", defect);
      return Failure.internal(500, "A defect of the service; see its log").reply();
    }
  }

  @Override
  public HttpReply refuse(int status, String detail) {
    return Failure.text(status, detail).reply();
  }

  private static @Nullable Method method(String name) {
    for (Method method : Method.values()) {
      if (method.name().equals(name)) {
        return method;
      }
    }
    return null;
  }
}
