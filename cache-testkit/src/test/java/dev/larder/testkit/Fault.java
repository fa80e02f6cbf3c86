package dev.larder.testkit;

import dev.larder.storage.Storage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A storage with one thing wrong. Which tests find it is told by the table beside. */
record Fault(String what, Function<StorageSetup, Storage> open) {

  /** Returns the fault of a storage that is right inside. */
  static Fault around(String what, UnaryOperator<Storage> wrong) {
    return inside(what, setup -> wrong.apply(new ReferenceStorage(setup)));
  }

  /** Returns the fault of a storage that is wrong inside. */
  static Fault inside(String what, Function<StorageSetup, Storage> open) {
    return new Fault(what, open);
  }

  @Override
  public String toString() {
    return what;
  }
}
