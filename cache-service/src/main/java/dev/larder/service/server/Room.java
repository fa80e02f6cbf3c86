package dev.larder.service.server;

import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes of documents are taken apart at a time, since each becomes many on the heap. Who
 * finds no room waits a little for others to leave.
 */
final class Room {

  /** What a byte of a document may become on the heap: that of {@code [{},{},...]}, and more. */
  static final int SPREAD = 32;

  private static final int PATIENCE_SECONDS = 10;

  private final Semaphore free;
  private final long patienceSeconds;

  /** Makes room for at least one document of that size, and for as many as the heap allows. */
  Room(int maxDocument) {
    this(Math.max(maxDocument, ofHeap()), PATIENCE_SECONDS);
  }

  Room(int bytes, long patienceSeconds) {
    this.free = new Semaphore(bytes, true);
    this.patienceSeconds = patienceSeconds;
  }

  /** Returns how many bytes of documents the heap has room for. */
  static int ofHeap() {
    return (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SPREAD);
  }

  /**
   * Takes room, to be left by {@link #leave}.
   *
   * @throws Failure 503 if there is none for a while
   */
  void enter(int bytes) throws InterruptedIOException {
    try {
      if (!free.tryAcquire(bytes) && !free.tryAcquire(bytes, patienceSeconds, TimeUnit.SECONDS)) {
        throw noMemory();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for memory");
    }
  }

  void leave(int bytes) {
    free.release(bytes);
  }

  /** Returns the failure of a request that there is no memory for. */
  static Failure noMemory() {
    return Failure.text(503, "There is no memory for this request now");
  }
}
