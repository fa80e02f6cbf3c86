package dev.larder.service.server;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.service.transport.ServiceResponse;
import dev.larder.service.transport.ServiceTransport;
import dev.larder.storage.CacheException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cache service in this process: the REST contract of the MGraph-AI Cache Service over any
 * {@link dev.larder.storage.Storage}, called without a socket and without a key.
 *
 * <p>A request is answered by the thread that makes it; its timeout is not looked at. A reply whose
 * body is a stream reads from the storage, and has to be closed. Thread-safe.
 *
 * <p>The service has to be the only one that writes to its storage: what keeps the references of a
 * hash together are locks of this process.
 */
public final class CacheService implements ServiceTransport {

  private static final System.Logger LOG = System.getLogger(CacheService.class.getName());

  private final Engine engine;
  private final Router router = new Router();
  private volatile boolean closed;

  private CacheService(CacheServerConfig config) {
    engine = new Engine(config, config.storage());
    StoreRoutes.add(router, engine);
    RetrieveRoutes.add(router, engine);
    EntryRoutes.add(router, engine);
    ChildRoutes.add(router, engine);
    ZipRoutes.add(router, engine);
    NamespaceRoutes.add(router, engine);
    AdminRoutes.add(router, engine);
    InfoRoutes.add(router, engine);
    FixtureRoutes.add(router, engine);
    PageRoutes.add(router, config.keyName().orElse(""));
  }

  /** Opens the service over the storage of the configuration. No I/O happens before a request. */
  public static CacheService open(CacheServerConfig config) {
    return new CacheService(config);
  }

  /**
   * Answers the request.
   *
   * @throws IOException if the body cannot be read, or the service is closed
   * @throws InterruptedException if the thread was interrupted while the storage worked
   */
  @Override
  public ServiceResponse exchange(ServiceRequest request) throws IOException, InterruptedException {
    Target target = Target.of(request.target());
    return answer(request.method(), target, request.headers(), request.body());
  }

  /**
   * Answers a request whose method may be unknown.
   *
   * @param method the method; null for one that no route has
   */
  Reply answer(
      @Nullable Method method,
      Target target,
      Map<String, String> headers,
      @Nullable RequestBody body)
      throws IOException, InterruptedException {
    if (closed) {
      throw new IOException("the cache service is closed");
    }
    try {
      Router.Match match = router.find(method, target.path());
      try (Call call =
          new Call(match.values(), target.query(), headers, body, engine.limits(), engine.room())) {
        return match.route().handler().handle(call);
      }
    } catch (Failure failure) {
      return redirect(failure, target);
    } catch (CacheException failure) {
      return failed(failure);
    }
  }

  private Reply redirect(Failure failure, Target target) {
    String path = target.path();
    if (failure.reply().status() != 404 || path.length() < 2 || router.knows(path)) {
      return failure.reply();
    }
    String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
    // Only where exactly one slash makes the difference, and never to another host.
    return router.knows(other) && !target.rawPath().startsWith("//")
        ? Reply.empty(307).with("location", target.withOtherEnd())
        : failure.reply();
  }

  private static Reply failed(CacheException failure) throws InterruptedException {
    if (failure.code() == CacheException.Code.CANCELLED && Thread.interrupted()) {
      InterruptedException interrupted = new InterruptedException(failure.getMessage());
      interrupted.initCause(failure);
      throw interrupted;
    }
    LOG.log(Level.WARNING, "the storage failed", failure);
    return switch (failure.code()) {
      case TOO_LARGE -> Failure.text(413, "The value is larger than the storage takes").reply();
      case NO_SPACE -> Failure.text(507, "The storage is full").reply();
      case UNAVAILABLE, TIMEOUT, CLOSED ->
          Failure.text(503, "The storage cannot be reached").reply();
      default -> Failure.internal(500, "The storage failed: " + failure.code()).reply();
    };
  }

  /** Returns the routes; unmodifiable. */
  List<Route> routes() {
    return router.routes();
  }

  /** Closes the storage. Idempotent. */
  @Override
  public void close() {
    closed = true;
    engine.files().storage().close();
  }
}
