package dev.larder.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the storages and the cache service with their peers and prints tables, ratios and goals.
 *
 * <p>Each contender is measured in JVMs of its own, one after the other, round by round: what
 * disturbs the machine for a while then disturbs all of them, and no contender runs on code that
 * was compiled for another one.
 */
public final class Comparison {

  private Comparison() {}

  /**
   * Runs the comparison.
   *
   * @param args the form, {@code trial}, {@code short} or {@code full}, then what to run: {@code
   *     memory}, {@code disk}, {@code service}, or sections of them; everything without any
   */
  public static void main(String... args) {
    Form form = Form.of(args.length == 0 ? "short" : args[0]);
    Map<String, Section> sections =
        sections(List.of(args).subList(Math.min(1, args.length), args.length));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Report report = new Report(out, System.err, isTerminal());
    report.text(machine(form));
    DiskSpot.delete(DiskSpot.all());
    try {
      sections.values().forEach(section -> section.run(form, report));
    } finally {
      DiskSpot.delete(DiskSpot.all());
    }
    report.end();
  }

  // The pom starts this with jdk.console=java.base, which makes it null on newer JDKs, too.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null && System.getenv("NO_COLOR") == null;
  }

  /** Returns the sections of those names, in an order of our own. */
  static Map<String, Section> sections(List<String> chosen) {
    Map<String, Section> memory = memory();
    Map<String, Section> disk = disk();
    Map<String, Section> all = new LinkedHashMap<>(memory);
    all.putAll(disk);
    Map<String, Section> service = service();
    all.putAll(service);
    Set<String> names = new LinkedHashSet<>(chosen.isEmpty() ? all.keySet() : chosen);
    if (names.remove("memory")) {
      names.addAll(memory.keySet());
    }
    if (names.remove("disk")) {
      names.addAll(disk.keySet());
    }
    if (names.remove("service")) {
      names.addAll(service.keySet());
    }
    if (!all.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "sections ("
              + chosen
              + ") must be among memory "
              + memory.keySet()
              + ", disk "
              + disk.keySet()
              + " and service "
              + service.keySet());
    }
    all.keySet().retainAll(names);
    return all;
  }

  private static Map<String, Section> memory() {
    Map<String, Section> sections = new LinkedHashMap<>();
    sections.put("throughput", new Throughput());
    sections.put("redis", new RedisComparison());
    sections.put("insert", new InsertLatency());
    sections.put("hits", new HitRatios());
    sections.put("heap", new HeapPerEntry());
    return sections;
  }

  private static Map<String, Section> disk() {
    Map<String, Section> sections = new LinkedHashMap<>();
    sections.put("put", new DiskPut());
    sections.put("get", new DiskGet());
    sections.put("load", new DiskLoad());
    sections.put("open", new DiskOpen());
    sections.put("space", new DiskSpace());
    sections.put("growth", new DiskGrowth());
    sections.put("index", new DiskHeap());
    sections.put("processes", new DiskProcesses());
    return sections;
  }

  private static Map<String, Section> service() {
    Map<String, Section> sections = new LinkedHashMap<>();
    sections.put("http", new ServiceHttp());
    sections.put("loads", new ServiceLoads());
    sections.put("servers", new ServiceServers());
    return sections;
  }

  private static String machine(Form form) {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return "Form "
        + form
        + "; "
        + Runtime.version()
        + " on "
        + system.getName()
        + " "
        + system.getVersion()
        + ", "
        + system.getAvailableProcessors()
        + " x "
        + processor()
        + "; load average "
        + Table.number(system.getSystemLoadAverage());
  }

  private static String processor() {
    try {
      return Arrays.stream(Files.readString(Path.of("/proc/cpuinfo")).split("\n", -1))
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .orElseGet(() -> System.getProperty("os.arch"));
    } catch (IOException notLinux) {
      return System.getProperty("os.arch");
    }
  }
}
