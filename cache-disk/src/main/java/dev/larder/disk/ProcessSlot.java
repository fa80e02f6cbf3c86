package dev.larder.disk;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * This process's place among those that have the store open: a locked byte of the file {@code
 * lock}. The system gives the lock back when the process ends, however it ends, so that another
 * process can tell the dead by getting it.
 *
 * <p>Such locks belong to the process as a whole and go when any channel on the file is closed:
 * there must be one object of this class for a directory in a process.
 */
final class ProcessSlot implements Closeable {

  private static final int SLOTS = 256;
  private static final long OPENING = 1_000;
  private static final long COMPACTING = 1_001;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final FileChannel channel;
  private @Nullable FileLock opening;
  private @Nullable FileLock compacting;
  private @Nullable FileLock place;
  private int slot = -1;

  /** Opens the file, and waits until no other process is opening the store. */
  ProcessSlot(Path file) throws IOException {
    this.channel = new RandomAccessFile(file.toFile(), "rw").getChannel();
    long begin = System.nanoTime();
    while (opening == null) {
      opening = tryLock(OPENING);
      if (opening == null && System.nanoTime() - begin > PATIENCE) {
        channel.close();
        throw new CacheException(
            Code.UNAVAILABLE,
            "open",
            null,
            "another process has been opening "
                + file.getParent()
                + " for 30 s; look what it does");
      }
      if (opening == null) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  /** Takes a free place; call it while no other process opens the store. */
  void take() throws IOException {
    for (int i = 0; i < SLOTS && slot < 0; i++) {
      place = tryLock(i);
      if (place != null) {
        slot = i;
      }
    }
    if (slot < 0) {
      throw new CacheException(
          Code.UNAVAILABLE, "open", null, SLOTS + " processes have the store open; close one");
    }
  }

  /**
   * Returns whether no process has the store open, which holds until {@link #opened()}; call it
   * before this process has taken its place.
   */
  boolean isAlone() throws IOException {
    try (FileLock all = tryLock(0, SLOTS)) {
      return all != null;
    }
  }

  /** Lets other processes open the store. */
  void opened() throws IOException {
    if (opening != null) {
      opening.release();
      opening = null;
    }
  }

  int slot() {
    return slot;
  }

  /** Returns whether a process, other than this, holds that place. */
  synchronized boolean isAlive(int other) throws IOException {
    if (other == slot) {
      return false;
    }
    try (FileLock lock = tryLock(other)) {
      return lock == null;
    }
  }

  /** What to do while a place is kept free. */
  interface Work {
    void run() throws IOException;
  }

  /** Does the work if the process with that place is dead, and keeps others from taking it. */
  synchronized void ifDead(int other, Work work) throws IOException {
    if (other == slot || other < 0 || other >= SLOTS) {
      return;
    }
    try (FileLock lock = tryLock(other)) {
      if (lock != null) {
        work.run();
      }
    }
  }

  /** Returns whether this process is the one that compacts; it becomes it if nobody is. */
  synchronized boolean isCompactor() throws IOException {
    if (compacting == null) {
      compacting = tryLock(COMPACTING);
    }
    return compacting != null;
  }

  /** Lets another process be the one that compacts. */
  synchronized void endCompacting() throws IOException {
    if (compacting != null) {
      compacting.release();
      compacting = null;
    }
  }

  private @Nullable FileLock tryLock(long position) throws IOException {
    return tryLock(position, 1);
  }

  private @Nullable FileLock tryLock(long position, long size) throws IOException {
    try {
      return channel.tryLock(position, size, false);
    } catch (OverlappingFileLockException twice) {
      throw new CacheException(
          Code.UNAVAILABLE,
          "open",
          null,
          "this process has the store open through another class loader; share one storage",
          twice);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
