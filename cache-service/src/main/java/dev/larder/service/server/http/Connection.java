package dev.larder.service.server.http;

import dev.larder.service.http.BodyStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Answers the requests of one client, one after the other, until either has had enough. */
final class Connection implements Runnable {

  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final Duration GOODBYE = Duration.ofSeconds(2);
  private static final long BUSY = 0;
  private static final long GIVEN_UP = -1;

  private final HttpServer server;
  private final HttpSettings settings;
  private final HttpHandler handler;
  private final Peer peer;
  private final HeadReader heads;
  private final ReplyWriter replies;

  /** Since when it waits for the head of its next request; or one of the two above. */
  private final AtomicLong idleSince = new AtomicLong();

  /** Whether its last words need time to arrive before it is closed. */
  private boolean lingers;

  Connection(HttpServer server, HttpSettings settings, HttpHandler handler, Peer peer) {
    this.server = server;
    this.settings = settings;
    this.handler = handler;
    this.peer = peer;
    this.heads = new HeadReader(peer);
    this.replies = new ReplyWriter(peer);
    idle();
  }

  /** For who is new or busy: nobody else changes that, so that nothing is overwritten. */
  private void idle() {
    // Neither of the two above, and positive, so that it can be compared.
    idleSince.set((System.nanoTime() & Long.MAX_VALUE) | 1);
  }

  /** Returns since when it waits for its next request; nothing above 0 if it has one. */
  long idleSince() {
    return idleSince.get();
  }

  /** Gives it up, unless it has got a request since then; returns whether it did. */
  boolean giveUp(long since) {
    boolean idle = idleSince.compareAndSet(since, GIVEN_UP);
    if (idle) {
      peer.close();
    }
    return idle;
  }

  Peer peer() {
    return peer;
  }

  @Override
  public void run() {
    try {
      boolean more = true;
      while (more) {
        more = exchange();
      }
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "a connection broke off", gone);
    } catch (RuntimeException failure) {
      // The head of the answer is on its way already: all that can be done is not to end it well.
      LOG.log(Level.ERROR, "an answer broke off", failure);
    } finally {
      server.ended(this);
      if (lingers) {
        server.closeSoon(peer);
      } else {
        peer.close();
      }
    }
  }

  /** Answers the next request and returns whether there may be another. */
  private boolean exchange() throws IOException {
    peer.allow(settings.idle());
    if (!peer.await()) {
      return false;
    }
    peer.allow(settings.head());
    RequestHead head;
    SentBody body;
    try {
      head = heads.read();
      BodyStream bytes = head.body(peer);
      body = bytes == null ? null : new SentBody(bytes, head, peer);
    } catch (Refusal refusal) {
      return refuse(refusal.status(), refusal.detail());
    }
    // Not before: whoever lets the rest of a head wait has to make room like those who are silent.
    if (idleSince.getAndSet(BUSY) == GIVEN_UP) {
      return false;
    }
    return server.enter() ? serve(head, body) : refuse(503, "The server is stopping");
  }

  private boolean serve(RequestHead head, @Nullable SentBody body) throws IOException {
    boolean kept;
    try {
      kept = answer(head, body);
    } finally {
      server.leave();
    }
    // All that is left is the client's: it may take a moment, and no place that others want.
    idle();
    peer.allow(GOODBYE);
    return (kept && (body == null || body.end())) || goodbye();
  }

  private boolean answer(RequestHead head, @Nullable SentBody body) throws IOException {
    peer.allow(settings.exchange());
    try (HttpReply reply = reply(head, body)) {
      boolean keeps = head.keepsAlive() && (body == null || body.canEnd()) && !server.isStopping();
      peer.allow(settings.exchange());
      return replies.write(reply, head, keeps);
    }
  }

  private HttpReply reply(RequestHead head, @Nullable SentBody body) throws IOException {
    try {
      return handler.answer(new HttpRequest(head.method(), head.target(), head.headers(), body));
    } catch (Refusal refusal) {
      return handler.refuse(refusal.status(), refusal.detail());
    } catch (IOException failure) {
      return failed(failure, head, body);
    }
  }

  private HttpReply failed(IOException failure, RequestHead head, @Nullable SentBody body)
      throws IOException {
    if (body == null || !body.hasFailed()) {
      LOG.log(Level.ERROR, head.method() + " failed", failure);
      return handler.refuse(500, "A defect of the service; see its log");
    }
    if (failure instanceof EOFException) {
      return handler.refuse(400, "The body ended too soon");
    }
    if (failure instanceof ProtocolException) {
      return handler.refuse(400, "The chunks of the body are not what they say");
    }
    throw failure;
  }

  private boolean refuse(int status, String detail) throws IOException {
    peer.allow(settings.head());
    try (HttpReply reply = handler.refuse(status, detail)) {
      replies.write(reply, null, false);
    }
    return goodbye();
  }

  /** Ends the talk; returns false, as there is nothing more. */
  private boolean goodbye() {
    // Nothing is read any more of who was late, whose next bytes would cost it the answer.
    lingers = peer.isLate();
    peer.sayGoodbye(GOODBYE);
    return false;
  }
}
