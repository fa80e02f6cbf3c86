package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.Blob;
import dev.larder.storage.Storage;
import java.util.List;

/** Faults of what is refused, and of how. */
final class RefusalFaults {

  private RefusalFaults() {}

  static List<Fault> all() {
    return List.of(
        around("measures what it compressed", RefusalFaults::measuresCompressed),
        around("calls a failed commit a save", RefusalFaults::callsCommitSave));
  }

  private static Storage measuresCompressed(Storage s) {
    Blob compressed = Blob.wrap(new byte[1]);
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              boolean zeros = v.equals(Blob.wrap(new byte[v.size()]));
              return s.save(k, zeros && v.size() > s.info().maxValueSize() ? compressed : v, o);
            });
  }

  private static Storage callsCommitSave(Storage s) {
    return new Faulty(s)
        .onOpenWrite(
            (k, o) -> {
              // The right storage refuses what it must.
              s.openWrite(k, o).close();
              return new Wrong(s, k, o) {
                @Override
                String commitOperation() {
                  return "save";
                }
              };
            });
  }
}
