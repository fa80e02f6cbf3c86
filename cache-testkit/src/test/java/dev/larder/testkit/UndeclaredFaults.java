package dev.larder.testkit;

import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.Capability;
import dev.larder.storage.StorageInfo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Storages that do what they do not declare. */
final class UndeclaredFaults {

  private UndeclaredFaults() {}

  static List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    for (Capability capability : EnumSet.complementOf(EnumSet.of(Capability.EXACT_SIZE))) {
      faults.add(
          inside(
              "has " + capability + " and does not declare it",
              setup -> {
                ReferenceStorage all = new ReferenceStorage(setup);
                Set<Capability> declared = EnumSet.complementOf(EnumSet.of(capability));
                StorageInfo info = all.info().toBuilder().capabilities(declared).build();
                return new Faulty(all).onInfo(() -> info);
              }));
    }
    return faults;
  }
}
