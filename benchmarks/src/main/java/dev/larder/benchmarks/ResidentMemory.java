package dev.larder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much memory of its own a process holds, as Linux counts it: pages that are no copies of
 * files, which it could have back at any time.
 */
final class ResidentMemory {

  private static final String FIELD = "RssAnon:";
  private static final long INTERVAL = 5;

  private final ProcessHandle process;
  private final long before;
  private final Thread watcher = new Thread(this::watch, "memory");
  private volatile boolean stopped;
  private volatile long most;

  private ResidentMemory(ProcessHandle process) {
    this.process = process;
    this.before = of(process);
    this.most = before;
  }

  /** Begins to watch how much more it holds from now on. */
  static ResidentMemory watch(ProcessHandle process) {
    ResidentMemory memory = new ResidentMemory(process);
    memory.watcher.setDaemon(true);
    memory.watcher.start();
    return memory;
  }

  private void watch() {
    while (!stopped) {
      most = Math.max(most, of(process));
      try {
        Thread.sleep(INTERVAL);
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  /** Returns by how many bytes it held more at most than at the start. */
  long stop() {
    stopped = true;
    return most - before;
  }

  /** Returns the bytes that the process holds now. */
  static long of(ProcessHandle process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith(FIELD)) {
          return Long.parseLong(line.substring(FIELD.length()).replaceAll("[^0-9]", "")) << 10;
        }
      }
    } catch (IOException notLinux) {
      throw new UncheckedIOException(notLinux);
    }
    throw new IllegalStateException("no " + FIELD + " of process " + process.pid());
  }
}
