package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * What runs in a second process: it overwrites entries. A byte of input makes it rest, the next one
 * makes it go on; it ends with its input and then says how many puts it made in a second.
 */
final class DiskWriter {

  private static final long NAP_NANOS = 1_000_000;

  private enum State {
    WRITING,
    RESTING,
    ENDED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WRITING);

  private DiskWriter() {}

  /** Writes as that contender, into that directory, with that policy. */
  public static void main(String... args) throws IOException {
    DiskContender who = DiskContender.valueOf(args[0]);
    DiskWriter writer = new DiskWriter();
    Thread orders = new Thread(writer::obey);
    orders.setDaemon(true);
    orders.start();
    try (DiskSubject<?> subject = who.open(Path.of(args[1]), SyncPolicy.valueOf(args[2]))) {
      System.out.println("ready");
      System.out.println(writer.write(subject));
    }
  }

  private void obey() {
    try {
      while (System.in.read() >= 0) {
        state.set(state.get() == State.WRITING ? State.RESTING : State.WRITING);
      }
    } catch (IOException gone) {
      // The one who started this is not there any more, which is an end, too.
    }
    state.set(State.ENDED);
  }

  private <K> double write(DiskSubject<K> subject) throws IOException {
    List<K> keys = new ArrayList<>();
    for (int i = 0; i < DiskFill.SMALL.count(); i++) {
      keys.add(subject.key(DiskEntries.name(i)));
    }
    long nanos = 0;
    long count = 0;
    while (state.get() != State.ENDED) {
      if (state.get() == State.RESTING) {
        LockSupport.parkNanos(NAP_NANOS);
        continue;
      }
      int number = (int) Math.floorMod(DiskEntries.mix(count), (long) keys.size());
      byte[] value = DiskEntries.value(number, DiskFill.SMALL.size());
      long start = System.nanoTime();
      subject.put(keys.get(number), value);
      nanos += System.nanoTime() - start;
      count++;
    }
    return count * 1e9 / nanos;
  }
}
