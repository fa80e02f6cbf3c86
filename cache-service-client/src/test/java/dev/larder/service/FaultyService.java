package dev.larder.service;

import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A little service that keeps children and counts entries, on a way that is bad: it cuts, delays,
 * drips, or answers what proxies answer, before the service did what it was asked or after, as the
 * request itself says.
 */
final class FaultyService implements RawServer.Script {

  /** What happens to one exchange. */
  enum Fault {
    NONE,
    CUT_BEFORE,
    CUT_AFTER,
    HALF_AN_ANSWER,
    SILENCE,
    DRIP,
    STATUS_429,
    STATUS_500,
    STATUS_503;

    /** Returns whether the answer does not come, or not as a whole, while somebody waits. */
    boolean isLate() {
      return this == SILENCE || this == DRIP;
    }
  }

  /** The header that names the fault. */
  static final String FAULT = "x-fault";

  private final CountDownLatch end = new CountDownLatch(1);
  private final Map<String, Blob> children = new ConcurrentHashMap<>();
  private final AtomicInteger entries = new AtomicInteger();
  private final Semaphore late = new Semaphore(0);

  int entries() {
    return entries.get();
  }

  /** Waits until it has done what one request asked for whose answer is late. */
  void awaitLate() throws InterruptedException {
    late.acquire();
  }

  void end() {
    end.countDown();
  }

  @Override
  public void answer(RawServer.Request request, OutputStream out)
      throws IOException, InterruptedException {
    Fault fault = Fault.valueOf(request.header(FAULT));
    switch (fault) {
      case CUT_BEFORE -> throw new IOException("cut");
      case STATUS_429 -> out.write(RawServer.response(429, "{}", "retry-after: 0"));
      case STATUS_500 -> out.write(RawServer.response(500, "{\"detail\":\"x\"}"));
      case STATUS_503 -> out.write(RawServer.response(503, "<html>", "x: y"));
      default -> {
        byte[] answer = serve(request);
        if (fault.isLate()) {
          late.release();
        }
        send(answer, fault, out);
      }
    }
  }

  private void send(byte[] answer, Fault fault, OutputStream out)
      throws IOException, InterruptedException {
    switch (fault) {
      case CUT_AFTER -> throw new IOException("cut");
      case SILENCE -> end.await();
      case HALF_AN_ANSWER -> {
        out.write(answer, 0, answer.length / 2);
        out.flush();
        throw new IOException("cut");
      }
      case DRIP -> {
        for (byte octet : answer) {
          out.write(octet);
          out.flush();
          if (end.await(20, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
      default -> out.write(answer);
    }
  }

  private byte[] serve(RawServer.Request request) {
    String child = request.target().replace("/store/", "/");
    if (request.method().equals("GET")) {
      Blob value = children.get(child);
      return value == null
          ? RawServer.response(404, "")
          : RawServer.bytes(
              "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: "
                  + value.size()
                  + "\r\n\r\n"
                  + value.toText());
    }
    if (request.target().contains("/data/")) {
      children.put(child, request.body());
      return RawServer.response(200, RawServer.CHILD);
    }
    entries.incrementAndGet();
    return RawServer.response(200, RawServer.NEW_ENTRY);
  }
}
