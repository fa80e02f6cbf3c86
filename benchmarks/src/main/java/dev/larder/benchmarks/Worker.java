package dev.larder.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** What runs in the JVMs that the comparison starts: one probe, whose samples it prints. */
final class Worker {

  static final String FOREIGN = "foreign";

  private Worker() {}

  /** Runs the probe of that name, form and rival. */
  public static void main(String... args)
      throws IOException, InterruptedException, ExecutionException {
    Form form = Form.of(args[1]);
    Samples samples = new Samples();
    HostLoad load = new HostLoad();
    if (args[0].startsWith("disk-")) {
      disk(args, form, samples);
    } else if (args[0].startsWith("service-")) {
      service(args, form, samples);
    } else {
      memory(args, form, samples);
    }
    if (!args[0].equals("disk-processes")) {
      // The second process is no stranger.
      samples.add(FOREIGN, load.foreignCores());
    }
    samples.print(System.out);
  }

  private static void memory(String[] args, Form form, Samples samples)
      throws InterruptedException, ExecutionException {
    Contender contender = Contender.valueOf(args[2]);
    switch (args[0]) {
      case "throughput" -> ThroughputProbe.run(contender, form, samples);
      case "insert" -> InsertProbe.run(contender, form, samples);
      case "heap" -> HeapProbe.run(contender, samples);
      case "lookup" -> LookupProbe.run(contender, form, samples);
      default -> throw unknown(args);
    }
  }

  private static void disk(String[] args, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    DiskContender contender = DiskContender.valueOf(args[2]);
    switch (args[0]) {
      case "disk-put-none" -> DiskPutProbe.none(contender, form, samples);
      case "disk-put-always" -> DiskPutProbe.always(contender, form, samples);
      case "disk-put-batch" -> DiskPutProbe.batch(contender, form, samples);
      case "disk-get" -> DiskGetProbe.run(contender, form, samples);
      case "disk-load" -> DiskLoadProbe.run(contender, samples);
      case "disk-fill" -> DiskFill.SMALL.of(contender);
      case "disk-fill-many" -> DiskFill.MANY.of(contender);
      case "disk-open" -> DiskOpenProbe.few(contender, samples);
      case "disk-open-many" -> DiskOpenProbe.many(contender, samples);
      case "disk-space" -> DiskSpaceProbe.filled(contender, samples);
      case "disk-overwrite" -> DiskSpaceProbe.overwritten(contender, samples);
      case "disk-growth" -> DiskGrowthProbe.run(contender, form, samples);
      case "disk-heap" -> DiskHeapProbe.run(contender, samples);
      case "disk-processes" -> DiskProcessesProbe.run(contender, form, samples);
      default -> throw unknown(args);
    }
  }

  private static void service(String[] args, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    ServiceRival rival = ServiceRival.valueOf(args[2]);
    switch (args[0]) {
      case "service-http" -> HttpProbe.run(rival, form, samples);
      case "service-load" -> ServiceLoadProbe.run(rival, form, samples);
      case "service-clients" -> ServiceClientsProbe.run(rival, form, samples);
      case "service-footprint" -> ServiceFootprintProbe.run(rival, samples);
      default -> throw unknown(args);
    }
  }

  private static IllegalArgumentException unknown(String[] args) {
    return new IllegalArgumentException("unknown probe in " + List.of(args));
  }
}
