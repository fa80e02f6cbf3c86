package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.Capability;
import dev.larder.storage.EntryMetadata;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Group: openRead. */
abstract class StreamReadContract extends ContractGroup {

  StreamReadContract(StorageContractTest kit) {
    super(kit);
  }

  private static Blob rest(BlobReader reader) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[7_001];
    for (int n = reader.read(piece); n >= 0; n = reader.read(piece)) {
      bytes.write(piece, 0, n);
    }
    return Blob.wrap(bytes.toByteArray());
  }

  @Test
  void missingKey_isEmpty() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    assertThat(storage.openRead(KEY)).isEmpty();
  }

  @Test
  void savedValue_isRead() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    storage.save(KEY, noise(1_000_000), DEFAULTS);
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      assertThat(rest(reader).equals(noise(1_000_000))).isTrue();
    }
  }

  @Test
  void streamedValue_isRead() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      writer.write(noise(1_000_000).buffer());
      writer.commit();
    }
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      assertThat(rest(reader).equals(noise(1_000_000))).isTrue();
    }
  }

  @Test
  void metadata_isThatOfTheValue() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    EntryMetadata saved = save(KEY, "value");
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      save(KEY, "newer value");
      assertThat(reader.metadata()).isEqualTo(saved);
    }
  }

  @Test
  void singleBytes_areUnsigned() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    storage.save(KEY, Blob.wrap(new byte[] {0, -1, 127}), DEFAULTS);
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      assertThat(reader.read()).isZero();
      assertThat(reader.read()).isEqualTo(255);
      assertThat(reader.read()).isEqualTo(127);
      assertThat(reader.read()).isEqualTo(-1);
      assertThat(reader.read(new byte[3])).isEqualTo(-1);
      assertThat(reader.read()).isEqualTo(-1);
    }
  }

  @Test
  void range_isFilledAndNoMore() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    save(KEY, "v");
    byte[] target = text(".....").toByteArray();
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      assertThat(reader.read(target, 2, 0)).isZero();
      assertThat(reader.read(target, 2, 2)).isEqualTo(1);
    }
    assertThat(Blob.wrap(target).toText()).isEqualTo("..v..");
  }

  @Test
  void emptyValue_isAtItsEnd() {
    if (lacks(Capability.STREAMING) || lacks(Capability.EMPTY_VALUES)) {
      return;
    }
    storage.save(KEY, Blob.empty(), DEFAULTS);
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      assertThat(reader.read()).isEqualTo(-1);
    }
  }

  @Test
  void overwrittenMeanwhile_isReadAsItWas() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    Blob old = noise(1_000_000);
    storage.save(KEY, old, DEFAULTS);
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      byte[] start = new byte[1];
      assertThat(reader.read(start)).isEqualTo(1);
      storage.save(KEY, noise(1_000_001), DEFAULTS);
      assertRestOrFailure(reader, old);
    }
  }

  @Test
  void deletedMeanwhile_isReadAsItWas() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    Blob old = noise(1_000_000);
    storage.save(KEY, old, DEFAULTS);
    try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
      assertThat(reader.read(new byte[1])).isEqualTo(1);
      storage.delete(KEY);
      assertRestOrFailure(reader, old);
    }
  }

  /** A reader may fail when its value is gone; what it may not do is go on with another one. */
  private static void assertRestOrFailure(BlobReader reader, Blob value) {
    Blob rest;
    try {
      rest = rest(reader);
    } catch (CacheException gone) {
      return;
    }
    assertThat(rest.size()).isEqualTo(value.size() - 1);
    assertThat(rest.equals(Blob.wrap(value.toByteArray(), 1, value.size() - 1))).isTrue();
  }

  @Test
  void closedTwice_isNoError() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    save(KEY, "value");
    BlobReader reader = storage.openRead(KEY).orElseThrow();
    reader.close();
    reader.close();
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void readAfterClose_isIllegalState() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    save(KEY, "value");
    BlobReader reader = storage.openRead(KEY).orElseThrow();
    reader.close();
    assertThatThrownBy(reader::read).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> reader.read(new byte[1])).isInstanceOf(IllegalStateException.class);
  }
}
