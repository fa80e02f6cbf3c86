package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveOptions;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Group: openWrite. */
abstract class StreamWriteContract extends ContractGroup {

  StreamWriteContract(StorageContractTest kit) {
    super(kit);
  }

  private EntryMetadata stream(Blob value, SaveOptions options) {
    try (BlobWriter writer = storage.openWrite(KEY, options)) {
      writer.write(value.buffer());
      return writer.commit();
    }
  }

  @Test
  void commit_publishes() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    EntryMetadata saved = stream(text("value"), DEFAULTS);
    assertThat(loaded(KEY)).contains("value");
    assertThat(storage.load(KEY).map(Entry::metadata)).contains(saved);
    assertThat(storage.exists(KEY)).isTrue();
  }

  @Test
  void beforeCommit_nothingIsSeen() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      writer.write(noise(300_000).buffer());
      writer.flush();
      assertThat(storage.load(KEY)).isEmpty();
      assertThat(storage.exists(KEY)).isFalse();
      assertThat(storage.stat(KEY)).isEmpty();
      if (declares(Capability.LISTING)) {
        assertThat(listed(KeyQuery.in(NAMESPACE))).isEmpty();
      }
    }
  }

  @Test
  void beforeCommit_oldValueIsSeen() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    save(KEY, "old");
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      writer.write(noise(300_000).buffer());
      assertThat(loaded(KEY)).contains("old");
      writer.commit();
    }
    assertThat(storage.load(KEY).orElseThrow().value().equals(noise(300_000))).isTrue();
  }

  @Test
  void closeWithoutCommit_publishesNothing() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    save(KEY, "old");
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      writer.write(text("half a va").buffer());
    }
    try (BlobWriter writer = storage.openWrite(key("other"), DEFAULTS)) {
      writer.write(text("half a va").buffer());
    }
    assertThat(loaded(KEY)).contains("old");
    assertThat(storage.exists(key("other"))).isFalse();
  }

  @Test
  void abandonedWriter_hindersNobody() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    save(KEY, "old");
    BlobWriter abandoned = storage.openWrite(KEY, DEFAULTS);
    abandoned.write(text("half a va").buffer());
    assertThat(loaded(KEY)).contains("old");
    save(KEY, "new");
    assertThat(loaded(KEY)).contains("new");
    assertThat(storage.delete(KEY)).isTrue();
  }

  @Test
  void largeValue_comesBack() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    Blob large = noise(5_000_000);
    ByteBuffer rest = large.buffer();
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      for (int piece = 1; rest.hasRemaining(); piece = (piece * 3 + 1) % 100_003) {
        byte[] bytes = new byte[Math.min(piece, rest.remaining())];
        rest.get(bytes);
        writer.write(bytes);
      }
      writer.commit();
    }
    assertThat(storage.load(KEY).orElseThrow().value().equals(large)).isTrue();
  }

  @Test
  void piecesOfEveryForm_arePutTogether() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    ByteBuffer direct = ByteBuffer.allocateDirect(20_000);
    direct.put(noise(20_000).buffer()).flip();
    ByteBuffer heap = ByteBuffer.wrap(text("__heap__").toByteArray(), 2, 4);
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      writer.write(0x1F4);
      writer.write(text("array").toByteArray());
      writer.write(new byte[0]);
      writer.write(text("..range..").toByteArray(), 2, 5);
      writer.write(heap);
      writer.write(direct);
      writer.commit();
    }
    assertThat(heap.hasRemaining() || direct.hasRemaining()).isFalse();
    byte[] bytes = storage.load(KEY).orElseThrow().value().toByteArray();
    assertThat(bytes[0]).isEqualTo((byte) 0xF4);
    assertThat(Blob.wrap(bytes, 1, 14).toText()).isEqualTo("arrayrangeheap");
    assertThat(Blob.wrap(bytes, 15, 20_000).equals(noise(20_000))).isTrue();
    assertThat(bytes).hasSize(20_015);
  }

  @Test
  void writtenBytes_mayBeReused() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    byte[] buffer = text("first").toByteArray();
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      writer.write(buffer);
      text("again").buffer().get(buffer);
      writer.write(buffer);
      text("wrong").buffer().get(buffer);
      writer.commit();
    }
    assertThat(loaded(KEY)).contains("firstagain");
  }

  @Test
  void commitOfNothing_isAnEmptyValue() {
    if (lacks(Capability.STREAMING) || lacks(Capability.EMPTY_VALUES)) {
      return;
    }
    stream(Blob.empty(), DEFAULTS);
    assertThat(loaded(KEY)).contains("");
  }

  @Test
  void writeAfterCommit_isIllegalState() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      writer.write(text("value").buffer());
      writer.commit();
      assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void secondCommit_isIllegalState() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS)) {
      writer.write(text("value").buffer());
      writer.commit();
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closedWriter_isIllegalState() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    BlobWriter writer = storage.openWrite(KEY, DEFAULTS);
    writer.write(text("value").buffer());
    writer.close();
    writer.close();
    assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    assertThat(storage.exists(KEY)).isFalse();
  }

  @Test
  void closeAfterCommit_keepsTheValue() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    BlobWriter writer = storage.openWrite(KEY, DEFAULTS);
    writer.write(text("value").buffer());
    writer.commit();
    writer.close();
    writer.close();
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void lastCommitOfTwoWriters_wins() {
    if (lacks(Capability.STREAMING)) {
      return;
    }
    try (BlobWriter first = storage.openWrite(KEY, DEFAULTS);
        BlobWriter second = storage.openWrite(KEY, DEFAULTS)) {
      second.write(text("second").buffer());
      first.write(text("first").buffer());
      second.commit();
      assertThat(loaded(KEY)).contains("second");
      first.commit();
    }
    assertThat(loaded(KEY)).contains("first");
  }

  @Test
  void ttl_beginsAtTheCommit() {
    if (lacks(Capability.STREAMING) || lacks(Capability.TTL)) {
      return;
    }
    inTime(
        steps(5),
        () -> {
          try (BlobWriter writer = storage.openWrite(KEY, ttl(steps(3)))) {
            writer.write(text("value").buffer());
            elapse(steps(2));
            EntryMetadata saved = writer.commit();
            assertThat(saved.expiresAt()).contains(saved.savedAt().plus(steps(3)));
          }
          elapse(steps(2));
          assertThat(loaded(KEY)).contains("value");
        });
    elapse(steps(1));
    assertThat(storage.load(KEY)).isEmpty();
  }

  @Test
  void condition_isCheckedAtTheCommit() {
    if (lacks(Capability.STREAMING) || lacks(Capability.CONDITIONAL_SAVE)) {
      return;
    }
    try (BlobWriter writer = storage.openWrite(KEY, DEFAULTS.onlyIfAbsent())) {
      writer.write(text("late").buffer());
      save(KEY, "early");
      refused(Code.ALREADY_EXISTS, "commit", KEY, writer::commit);
    }
    assertThat(loaded(KEY)).contains("early");
    storage.delete(KEY);
    stream(text("absent"), DEFAULTS.onlyIfAbsent());
    assertThat(loaded(KEY)).contains("absent");
  }

  @Test
  void labels_areKept() {
    if (lacks(Capability.STREAMING) || lacks(Capability.ATTRIBUTES) || lacks(Capability.TAGS)) {
      return;
    }
    SaveOptions options = DEFAULTS.withAttribute("who", "me").withTags("red");
    stream(text("value"), options);
    EntryMetadata kept = storage.stat(KEY).orElseThrow();
    assertThat(kept.attributes()).isEqualTo(options.attributes());
    assertThat(kept.tags()).isEqualTo(options.tags());
  }
}
