package dev.larder.service.server;

import java.util.concurrent.LinkedTransferQueue;

/**
 * The queue of a pool that starts a thread where none is idle, and lets tasks wait only where it
 * may not: an offer is taken by a thread that waits, or refused; what is added waits.
 */
final class HandOff extends LinkedTransferQueue<Runnable> {

  private static final long serialVersionUID = 1L;

  @Override
  public boolean offer(Runnable task) {
    return tryTransfer(task);
  }

  @Override
  public boolean add(Runnable task) {
    put(task);
    return true;
  }
}
