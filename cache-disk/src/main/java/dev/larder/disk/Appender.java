package dev.larder.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to segments of this process's own. A record that is done is on the medium as far
 * as the policy asks for it, published, and in the index; one that is not done when {@link #append}
 * ends is none of these and will not be.
 *
 * <p>One thread at a time leads: it writes, syncs and publishes the records of all who came
 * meanwhile, with one call of each kind, while those wait, and others come for the next round.
 */
final class Appender {

  /** How long a sync is put off at the most so that more can share it. */
  private static final long COMPANY = TimeUnit.MICROSECONDS.toNanos(50);

  /** Without a sync it is one's turn sooner than one would wake up. */
  private static final int SPINS = 1000;

  private final SegmentFiles files;
  private final Publications publications;
  private final SyncPolicy policy;

  /** What nobody has taken up yet, the latest first. */
  private final AtomicReference<@Nullable Appending> waiting = new AtomicReference<>();

  /** Held by the thread that leads; guards the tail and what follows. */
  private final ReentrantLock leading = new ReentrantLock();

  private final List<Appending> unpublished = new ArrayList<>();
  private @Nullable Tail tail;
  private int expected;
  private boolean closed;
  final LongAdder syncs = new LongAdder();
  final LongAdder appends = new LongAdder();

  /** How many calls were served by a sync that another had asked for. */
  final LongAdder sharedSyncs = new LongAdder();

  Appender(SegmentFiles files, Publications publications, SyncPolicy policy) {
    this.files = files;
    this.publications = publications;
    this.policy = policy;
  }

  /**
   * Appends records with one sync for all of them; some may be done, some not. Throws only what is
   * no failure of the file system, such as a lack of memory: what was done is known then, too.
   */
  void append(Appending mine) {
    enqueue(mine);
    boolean interrupted = false;
    int spins = policy == SyncPolicy.NONE ? SPINS : 0;
    while (!mine.isEnded()) {
      if (leading.tryLock()) {
        lead();
      } else if (spins-- > 0) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    appends.add(mine.done());
  }

  private void enqueue(Appending mine) {
    Appending latest;
    do {
      latest = waiting.get();
      mine.before = latest;
      mine.waiting = waiting(latest) + 1;
    } while (!waiting.compareAndSet(latest, mine));
  }

  private static int waiting(@Nullable Appending latest) {
    return latest == null ? 0 : latest.waiting;
  }

  private void lead() {
    Appending first = null;
    int count = 0;
    try {
      if (policy == SyncPolicy.BATCH) {
        awaitCompany();
      }
      Appending latest = waiting.getAndSet(null);
      count = waiting(latest);
      first = Appending.first(latest);
      writeAll(first);
      if (policy == SyncPolicy.BATCH && count > 1) {
        sharedSyncs.add(count - 1);
      }
    } finally {
      for (Appending each = first; each != null; each = each.next) {
        each.end();
      }
      expected = count + waiting(waiting.get());
      step();
      for (Appending each = first; each != null; each = each.next) {
        each.wake();
      }
    }
  }

  /** Writes and publishes them; what is not published when this throws never will be. */
  private void writeAll(@Nullable Appending first) {
    boolean done = false;
    try {
      for (Appending each = first; each != null; each = each.next) {
        write(each);
        if (policy == SyncPolicy.ALWAYS) {
          publish();
        }
      }
      publish();
      done = true;
    } finally {
      if (!done) {
        // The next who publishes would publish it as well, when its writer has been told otherwise.
        cutBack();
      }
    }
  }

  /**
   * Waits for as many as there were the last time, but not long: those who were woken after the
   * last sync are often on their way here, and would otherwise wait for a whole sync more.
   */
  @SuppressWarnings("ThreadPriorityCheck") // to yield is to let them come; nothing depends on it
  private void awaitCompany() {
    if (waiting(waiting.get()) < expected) {
      long until = System.nanoTime() + COMPANY;
      while (waiting(waiting.get()) < expected && System.nanoTime() < until) {
        Thread.yield();
      }
    }
  }

  /** Stops leading, and wakes one who can go on. */
  private void step() {
    leading.unlock();
    Appending next = waiting.get();
    if (next != null) {
      next.wake();
    }
  }

  private void write(Appending appending) {
    for (RecordBytes record : appending.records) {
      if (appending.hasFailed()) {
        return;
      }
      try {
        Tail here = tailFor(record.bytes.length);
        if (!appending.hasFailed()) {
          here.add(record);
          wrote(appending);
        }
      } catch (IOException failure) {
        appending.fail(failure);
        giveUp(failure);
      }
    }
  }

  private void wrote(Appending appending) {
    appending.wroteOne();
    if (unpublished.isEmpty() || unpublished.get(unpublished.size() - 1) != appending) {
      unpublished.add(appending);
    }
  }

  private Tail tailFor(int length) throws IOException {
    if (closed) {
      throw new ClosedException();
    }
    if (tail != null && !tail.hasRoom(length)) {
      endTail();
    }
    if (tail == null) {
      tail = files.create(length, isSynced());
    }
    return tail;
  }

  /** Brings all that was written to the medium, as the policy asks for, and publishes it. */
  private void publish() {
    Tail here = tail;
    boolean synced = isSynced();
    try {
      if (here != null && here.isBehind()) {
        here.write(synced);
        if (synced) {
          syncs.increment();
          here.force();
        }
        if (here.isLookDue(synced)) {
          files.requireThere(here.segment);
          here.looked();
        }
        publish(here);
      }
    } catch (IOException failure) {
      giveUp(failure);
    }
  }

  /** Publishes; without a new object before those who wait are known to be served. */
  private void publish(Tail here) {
    here.publish();
    for (int i = 0; i < unpublished.size(); i++) {
      unpublished.get(i).published();
    }
    unpublished.clear();
    publications.published(here.segment);
  }

  private boolean isSynced() {
    return policy != SyncPolicy.NONE;
  }

  private void giveUp(IOException failure) {
    unpublished.forEach(each -> each.fail(failure));
    cutBack();
  }

  private void cutBack() {
    unpublished.clear();
    if (tail != null) {
      tail.cutBack(isSynced());
    }
  }

  /** Ends the segment, after all that was written to it is published or has failed. */
  private void endTail() throws IOException {
    publish();
    Tail ended = tail;
    tail = null;
    if (ended != null) {
      files.seal(ended, isSynced());
    }
  }

  /** Makes sure that the next record goes to a segment with a higher number than that. */
  void goBeyond(int number) throws IOException {
    leading.lock();
    try {
      if (tail != null && tail.segment.number < number) {
        endTail();
      }
    } finally {
      step();
    }
  }

  /** Ends the segment, if one has begun; the next record begins another. */
  void roll() throws IOException {
    leading.lock();
    try {
      endTail();
    } finally {
      step();
    }
  }

  /** Ends the segment; appending fails from now on. */
  void close() throws IOException {
    leading.lock();
    try {
      closed = true;
      endTail();
    } finally {
      step();
    }
  }

  /** The store was closed while somebody wrote. */
  static final class ClosedException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
