package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Measures a reader while another process writes to the same store, and while it writes elsewhere.
 */
final class DiskProcessesProbe {

  /** Gets per second while nobody writes. */
  static final String ALONE = "alone";

  /** Gets beside a writer, divided by those without any. */
  static final String TO_ALONE = "to-alone";

  static final String WRITES = "writes";

  /** Where the other process writes. */
  enum Where {
    ELSEWHERE,
    HERE
  }

  private final DiskContender who;
  private final Form form;
  private final Samples samples;

  private DiskProcessesProbe(DiskContender who, Form form, Samples samples) {
    this.who = who;
    this.form = form;
    this.samples = samples;
  }

  static void run(DiskContender who, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    DiskProcessesProbe probe = new DiskProcessesProbe(who, form, samples);
    for (SyncPolicy sync : new SyncPolicy[] {SyncPolicy.NONE, SyncPolicy.BATCH}) {
      for (Where where : Where.values()) {
        probe.measure(sync, where);
      }
    }
  }

  static String sample(SyncPolicy sync, Where where, String what) {
    return sync + "/" + where + "/" + what;
  }

  private void measure(SyncPolicy sync, Where where)
      throws IOException, InterruptedException, ExecutionException {
    Path here = DiskSpot.empty("here", who);
    Path elsewhere = DiskSpot.empty("elsewhere", who);
    for (Path directory : List.of(here, elsewhere)) {
      try (DiskSubject<?> subject = who.open(directory, SyncPolicy.NONE)) {
        DiskFill.SMALL.fill(subject);
      }
    }
    DiskSpot.settle();
    try (DiskSubject<?> subject = who.open(here, sync)) {
      DiskGetProbe<?> reader = new DiskGetProbe<>(subject, DiskFill.SMALL);
      reader.perSecond(1, 4 * form.warmUpMillis);
      measure(reader, sync, where, where == Where.HERE ? here : elsewhere);
    }
    DiskSpot.delete(here);
    DiskSpot.delete(elsewhere);
  }

  private void measure(DiskGetProbe<?> reader, SyncPolicy sync, Where where, Path written)
      throws IOException, InterruptedException, ExecutionException {
    Process writer = start(written, sync);
    OutputStream orders = writer.getOutputStream();
    try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
      out.readLine();
      // Until the compiler of the other process is done, which would take a core of its own.
      reader.perSecond(1, 8 * form.warmUpMillis);
      inTurns(reader, orders, sync, where);
      orders.close();
      samples.add(sample(sync, where, WRITES), Double.parseDouble(out.readLine()));
    } finally {
      writer.destroy();
      writer.waitFor();
    }
  }

  private void inTurns(DiskGetProbe<?> reader, OutputStream orders, SyncPolicy sync, Where where)
      throws IOException, InterruptedException, ExecutionException {
    List<Double> alone = new ArrayList<>();
    List<Double> toAlone = new ArrayList<>();
    for (int turn = 0; turn < 4 * form.slices; turn++) {
      double beside = reader.perSecond(1, 2 * form.sliceMillis);
      next(orders);
      // What was written last is not taken in yet.
      reader.perSecond(1, form.sliceMillis);
      alone.add(reader.perSecond(1, 2 * form.sliceMillis));
      toAlone.add(beside / alone.get(turn));
      next(orders);
      reader.perSecond(1, form.sliceMillis);
    }
    samples.add(sample(sync, where, ALONE), Samples.Spread.of(alone).median());
    toAlone.forEach(ratio -> samples.add(sample(sync, where, TO_ALONE), ratio));
  }

  /** Makes the writer rest, or go on. */
  private static void next(OutputStream orders) throws IOException {
    orders.write('\n');
    orders.flush();
  }

  private Process start(Path directory, SyncPolicy sync) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // One thread that collects: there is a core for the writer and one for the reader.
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(who.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DiskWriter.class.getName());
    command.addAll(List.of(who.name(), directory.toString(), sync.name()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
