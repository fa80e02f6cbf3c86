package dev.larder.benchmarks;

import java.util.List;
import java.util.concurrent.ExecutionException;

/** What runs in the JVMs that the comparison starts: one probe, whose samples it prints. */
final class Worker {

  static final String FOREIGN = "foreign";

  private Worker() {}

  /** Runs the probe of that name, form and contender. */
  public static void main(String... args) throws InterruptedException, ExecutionException {
    Form form = Form.of(args[1]);
    Contender contender = Contender.valueOf(args[2]);
    Samples samples = new Samples();
    HostLoad load = new HostLoad();
    switch (args[0]) {
      case "throughput" -> ThroughputProbe.run(contender, form, samples);
      case "insert" -> InsertProbe.run(contender, form, samples);
      case "heap" -> HeapProbe.run(contender, samples);
      case "lookup" -> LookupProbe.run(contender, form, samples);
      default -> throw new IllegalArgumentException("unknown probe in " + List.of(args));
    }
    samples.add(FOREIGN, load.foreignCores());
    samples.print(System.out);
  }
}
