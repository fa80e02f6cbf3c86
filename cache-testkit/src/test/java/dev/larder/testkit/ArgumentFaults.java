package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.SaveOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Faults of null arguments, and of interrupts. */
final class ArgumentFaults {

  private ArgumentFaults() {}

  static List<Fault> all() {
    return Stream.of(nulls(), interrupts()).flatMap(List::stream).toList();
  }

  private static List<Fault> nulls() {
    return List.of(
        around(
            "takes null options for none",
            s ->
                new Faulty(s)
                    .onSave((k, v, o) -> s.save(k, v, o == null ? SaveOptions.defaults() : o))),
        around(
            "finds nothing under null", s -> new Faulty(s).onExists(k -> k != null && s.exists(k))),
        around(
            "clears nothing for null", s -> new Faulty(s).onClear(n -> n == null ? 0 : s.clear(n))),
        around(
            "streams under null options",
            s ->
                new Faulty(s)
                    .onOpenWrite(
                        (k, o) ->
                            s.openWrite(k, Objects.requireNonNullElse(o, SaveOptions.defaults())))),
        around(
            "takes a null batch for an empty one",
            s -> new Faulty(s).onLoadAll(ks -> ks == null ? Map.of() : s.loadAll(ks))),
        around(
            "leaves null out of a batch",
            s ->
                new Faulty(s)
                    .onDeleteAll(
                        ks -> s.deleteAll(ks.stream().filter(Objects::nonNull).toList()))));
  }

  private static List<Fault> interrupts() {
    return List.of(
        around(
            "clears the interrupt flag",
            s ->
                new Faulty(s)
                    .onStat(
                        k -> {
                          Thread.interrupted();
                          return s.stat(k);
                        })),
        around(
            "calls an interrupt a fault of its own",
            s ->
                new Faulty(s)
                    .onLoad(
                        k -> {
                          if (Thread.currentThread().isInterrupted()) {
                            throw new CacheException(
                                Code.INTERNAL, "load", k, "interrupted; no idea");
                          }
                          return s.load(k);
                        })));
  }
}
