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
import java.util.List;
import java.util.Map;

/**
 * Compares the memory storage with its peers and prints tables, ratios and goals.
 *
 * <p>Each contender is measured in JVMs of its own, one after the other, round by round: what
 * disturbs the machine for a while then disturbs all of them, and no contender runs on code that
 * was compiled for another one.
 */
public final class MemoryComparison {

  private MemoryComparison() {}

  /**
   * Runs the comparison.
   *
   * @param args the form, {@code short} or {@code full}, then the sections; all without any
   */
  public static void main(String... args) {
    Map<String, Section> sections = sections();
    Form form = Form.of(args.length == 0 ? "short" : args[0]);
    List<String> chosen = List.of(args).subList(Math.min(1, args.length), args.length);
    if (!sections.keySet().containsAll(chosen)) {
      throw new IllegalArgumentException(
          "sections (" + chosen + ") must be among " + sections.keySet());
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Report report = new Report(out, System.err, isTerminal());
    report.text(machine(form));
    sections.forEach(
        (name, section) -> {
          if (chosen.isEmpty() || chosen.contains(name)) {
            section.run(form, report);
          }
        });
    report.end();
  }

  // The pom starts this with jdk.console=java.base, which makes it null on newer JDKs, too.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null && System.getenv("NO_COLOR") == null;
  }

  private static Map<String, Section> sections() {
    Map<String, Section> sections = new LinkedHashMap<>();
    sections.put("throughput", new Throughput());
    sections.put("redis", new RedisComparison());
    sections.put("insert", new InsertLatency());
    sections.put("hits", new HitRatios());
    sections.put("heap", new HeapPerEntry());
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
