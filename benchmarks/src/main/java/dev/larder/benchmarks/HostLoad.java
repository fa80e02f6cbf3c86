package dev.larder.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How busy this machine is with the work of others, from one moment on. */
final class HostLoad {

  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long started = System.nanoTime();
  private final double busy = busySeconds();
  private final double own = ownSeconds();

  /**
   * Returns how many cores were busy on average with work that is not this process's, time taken by
   * the hypervisor included; not a number where the system does not tell.
   */
  double foreignCores() {
    double seconds = (System.nanoTime() - started) / 1e9;
    return Math.max(0, (busySeconds() - busy) - (ownSeconds() - own)) / seconds;
  }

  private static double ownSeconds() {
    return PROCESS.getProcessCpuTime() / 1e9;
  }

  private static double busySeconds() {
    try {
      return busySeconds(Files.readString(STAT));
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }

  /**
   * Returns the sum of user, nice, system, irq, softirq and steal; idle and iowait are left out.
   */
  static double busySeconds(String stat) {
    String[] fields = stat.substring(0, stat.indexOf('\n')).trim().split(" +");
    double ticks = 0;
    for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks / TICKS_PER_SECOND;
  }
}
