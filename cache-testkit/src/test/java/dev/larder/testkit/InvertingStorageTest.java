package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.Storage;
import org.junit.jupiter.api.Test;

/** The kit accepts a layer that changes bytes, over a storage that keeps the whole contract. */
final class InvertingStorageTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    return new InvertingStorage(new ReferenceStorage(setup));
  }

  @Test
  void storageInside_holdsInvertedBytes() {
    Storage inside = new ReferenceStorage(new StorageSetup(new FakeClock(), new HeardEvents()));
    try (Storage storage = new InvertingStorage(inside)) {
      storage.save(ContractGroup.KEY, Blob.wrap(new byte[] {0, 1}), ContractGroup.DEFAULTS);
      assertThat(inside.load(ContractGroup.KEY).map(Entry::value))
          .contains(Blob.wrap(new byte[] {-1, -2}));
    }
  }
}
