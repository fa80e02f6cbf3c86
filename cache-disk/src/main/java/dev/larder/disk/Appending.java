package dev.larder.disk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Records that one thread appends together, and what becomes of them. */
final class Appending {

  final List<RecordBytes> records;

  /** The one that came before this and was not taken up yet then; null if there was none. */
  @Nullable Appending before;

  /** The one that came after this, in what is written together. */
  @Nullable Appending next;

  /** How many were waiting when this came, itself counted. */
  int waiting;

  private final Thread thread = Thread.currentThread();
  private int written;
  private int done;
  private @Nullable IOException failure;
  private volatile boolean ended;

  Appending(List<RecordBytes> records) {
    this.records = records;
  }

  /** Links those that were waiting the other way round, and returns the first of them. */
  static @Nullable Appending first(@Nullable Appending latest) {
    Appending first = null;
    for (Appending each = latest; each != null; each = each.before) {
      each.next = first;
      first = each;
    }
    return first;
  }

  /** Notes that one more record was written. */
  void wroteOne() {
    written++;
  }

  /** Notes that what was written is on the medium as the policy asks for, and published. */
  void published() {
    done = written;
  }

  /** Notes that what was written and not published, and what was not written, will not be. */
  void fail(IOException cause) {
    failure = cause;
  }

  boolean hasFailed() {
    return failure != null;
  }

  /** Lets the thread go on that waits for this. */
  void end() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  void wake() {
    if (thread != Thread.currentThread()) {
      LockSupport.unpark(thread);
    }
  }

  /** Returns how many of the records, from the first on, are published and in the index. */
  int done() {
    return done;
  }

  /** Returns why some are not; to be asked if there are some. */
  IOException cause() {
    return failure == null
        ? new IOException("the thread that wrote for several of them failed")
        : failure;
  }

  /** Returns why some are not; null if all are. */
  @Nullable IOException failure() {
    return done < records.size() ? cause() : null;
  }
}
