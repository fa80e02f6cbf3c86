package dev.larder.disk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to segments of this process's own. A record that {@link #append} has returned for
 * is on the medium as far as the policy asks for it, published, and in the index; one for which it
 * has thrown is none of these and will not be.
 *
 * <p>With {@link SyncPolicy#BATCH} the first who comes syncs for all who have written by then.
 */
final class Appender {

  private final SegmentFiles files;
  private final Publications publications;
  private final SyncPolicy policy;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition synced = lock.newCondition();
  private @Nullable Tail tail;
  private boolean closed;
  final LongAdder syncs = new LongAdder();
  final LongAdder appends = new LongAdder();
  final LongAdder sharedSyncs = new LongAdder();

  Appender(SegmentFiles files, Publications publications, SyncPolicy policy) {
    this.files = files;
    this.publications = publications;
    this.policy = policy;
  }

  /** What became of some records. */
  static final class Outcome {
    /** For each whether it is on the medium, published and in the index. */
    final boolean[] done;

    /** Why some are not; null if all are. */
    final @Nullable IOException failure;

    Outcome(boolean[] done, @Nullable IOException failure) {
      this.done = done;
      this.failure = failure;
    }
  }

  /**
   * Appends a record.
   *
   * @throws ClosedException if this is closed
   */
  void append(RecordBytes record) throws IOException {
    IOException failure = append(List.of(record)).failure;
    if (failure != null) {
      throw failure;
    }
  }

  /** Appends records with one sync for all of them. Never throws; some may be done, some not. */
  Outcome append(List<RecordBytes> records) {
    Tail[] tails = new Tail[records.size()];
    long[] ends = new long[records.size()];
    IOException failure = null;
    lock.lock();
    try {
      int written = 0;
      try {
        for (; written < ends.length; written++) {
          tails[written] = write(records.get(written));
          ends[written] = tails[written].written;
        }
      } catch (IOException broken) {
        failure = broken;
      }
      if (written > 0) {
        commit(tails[written - 1], ends[written - 1]);
      }
      boolean[] done = new boolean[ends.length];
      for (int i = 0; i < written; i++) {
        done[i] = ends[i] <= tails[i].published;
        failure = done[i] || failure != null ? failure : lost(tails[i]);
      }
      appends.add(written);
      return new Outcome(done, failure);
    } finally {
      lock.unlock();
    }
  }

  private static IOException lost(Tail here) {
    return new IOException("sync of " + here.segment.file + " failed", here.failure);
  }

  private void commit(Tail here, long end) {
    switch (policy) {
      case NONE -> {
        if (here.published < end) {
          publish(here, end);
        }
      }
      case ALWAYS -> {
        if (here.published < end) {
          syncAlone(here);
        }
      }
      case BATCH -> awaitSync(here, end);
    }
  }

  private Tail write(RecordBytes record) throws IOException {
    if (closed) {
      throw new ClosedException();
    }
    int length = record.bytes.length;
    while (tail != null && !tail.hasRoom(length)) {
      endTail();
    }
    if (closed) {
      // While the lock was given up for a sync that was under way.
      throw new ClosedException();
    }
    if (tail == null) {
      tail = files.create(length);
    }
    record.place(tail.segment.number, (int) tail.written);
    tail.file.write(tail.written, record.bytes, length);
    tail.written += length;
    return tail;
  }

  private void publish(Tail here, long length) {
    here.segment.publish(length);
    here.published = length;
    publications.published(here.segment);
  }

  private void syncAlone(Tail here) {
    try {
      syncs.increment();
      here.file.force();
    } catch (IOException broken) {
      fail(here, broken);
      return;
    }
    publish(here, here.written);
  }

  private void awaitSync(Tail here, long end) {
    boolean own = false;
    while (here.published < end && here.failure == null) {
      if (here.syncing) {
        synced.awaitUninterruptibly();
      } else {
        syncForAll(here);
        own = true;
      }
    }
    if (!own && here.published >= end) {
      sharedSyncs.increment();
    }
  }

  private void syncForAll(Tail here) {
    here.syncing = true;
    long target = here.written;
    IOException failure = null;
    lock.unlock();
    try {
      syncs.increment();
      here.file.force();
    } catch (IOException broken) {
      failure = broken;
    } finally {
      lock.lock();
      here.syncing = false;
      synced.signalAll();
    }
    if (failure == null) {
      publish(here, target);
    } else {
      fail(here, failure);
    }
  }

  /**
   * Gives up what was written since the last publication. After a failed sync nobody knows what is
   * on the medium, so it is cut off, and nothing more is appended there.
   */
  private void fail(Tail here, IOException failure) {
    here.failure = failure;
    try {
      here.file.resize(here.published);
    } catch (IOException also) {
      failure.addSuppressed(also);
    }
  }

  /** Ends the segment, after all that was written to it is published or has failed. */
  private void endTail() throws IOException {
    Tail ended = tail;
    while (ended != null && ended.syncing) {
      synced.awaitUninterruptibly();
    }
    if (ended == null || ended != tail) {
      return;
    }
    if (ended.failure == null && ended.published < ended.written) {
      // Under the lock, so that nobody appends meanwhile; those who wait for the sync get it.
      if (policy == SyncPolicy.NONE) {
        publish(ended, ended.written);
      } else {
        syncAlone(ended);
      }
      synced.signalAll();
    }
    tail = null;
    files.seal(ended);
  }

  /** Makes sure that the next record goes to a segment with a higher number than that. */
  void goBeyond(int number) throws IOException {
    lock.lock();
    try {
      if (tail != null && tail.segment.number < number) {
        endTail();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the segment, if one has begun; the next record begins another. */
  void roll() throws IOException {
    lock.lock();
    try {
      endTail();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the segment; appending fails from now on. */
  void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      endTail();
    } finally {
      lock.unlock();
    }
  }

  /** The store was closed while somebody wrote. */
  static final class ClosedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The segment that grows. Guarded by the lock. */
  static final class Tail {
    final Segment segment;
    final Medium.OpenFile file;
    final long capacity;
    long written = Segment.HEAD;
    long published = Segment.HEAD;
    boolean syncing;
    @Nullable IOException failure;

    boolean hasRoom(int length) {
      return failure == null && written + length <= capacity;
    }

    Tail(Segment segment, Medium.OpenFile file, long capacity) {
      this.segment = segment;
      this.file = file;
      this.capacity = capacity;
    }
  }
}
