package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which bytes are held: those that came, without a larger array around them. */
final class HeldBytesTest {

  private static final SaveOptions BRIEFLY = SaveOptions.defaults().withTtl(Duration.ofSeconds(1));

  @ParameterizedTest
  @EnumSource
  void largerValue_isTheVeryBlob(EvictionPolicy policy) {
    Blob lasting = Blob.wrap(new byte[MemoryEntry.SMALL + 1]);
    Blob brief = Blob.wrap(new byte[MemoryEntry.SMALL + 1]);
    try (MemoryStorage storage = open(policy)) {
      storage.save(key("lasting"), lasting, SaveOptions.defaults());
      storage.save(key("brief"), brief, BRIEFLY);
      assertThat(storage.load(key("lasting")).orElseThrow().value()).isSameAs(lasting);
      assertThat(storage.load(key("brief")).orElseThrow().value()).isSameAs(brief);
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallValue_isTheVeryArray(EvictionPolicy policy) {
    byte[] small = {1, 2, 3};
    try (MemoryStorage storage = open(policy)) {
      storage.save(key("small"), Blob.wrap(small), BRIEFLY);
      // Nobody may write to a wrapped array; here it shows whose bytes the storage holds.
      small[1] = 42;
      assertThat(storage.load(key("small")).orElseThrow().value().toByteArray())
          .containsExactly(1, 42, 3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallValueOffTheHeap_isCopiedIntoIt(EvictionPolicy policy) {
    ByteBuffer direct = ByteBuffer.allocateDirect(3).put(0, new byte[] {1, 2, 3});
    ByteBuffer readOnly = ByteBuffer.wrap(new byte[] {4, 5, 6}).asReadOnlyBuffer();
    try (MemoryStorage storage = open(policy)) {
      storage.save(key("direct"), Blob.wrap(direct), BRIEFLY);
      storage.save(key("read-only"), Blob.wrap(readOnly), BRIEFLY);
      Blob held = storage.load(key("direct")).orElseThrow().value();
      assertThat(held.isDirect()).isFalse();
      assertThat(held.toByteArray()).containsExactly(1, 2, 3);
      assertThat(storage.load(key("read-only")).orElseThrow().value().toByteArray())
          .containsExactly(4, 5, 6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallPartOfLargeArray_isHeldWithoutTheArray(EvictionPolicy policy) {
    byte[] large = new byte[1 << 20];
    large[7] = 42;
    try (MemoryStorage storage = open(policy)) {
      storage.save(key("part"), Blob.wrap(large, 7, MemoryEntry.SMALL), BRIEFLY);
      // Nobody may write to a wrapped array; here it shows whose bytes the storage holds.
      large[7] = 0;
      Blob held = storage.load(key("part")).orElseThrow().value();
      assertThat(held.size()).isEqualTo(MemoryEntry.SMALL);
      assertThat(held.byteAt(0)).isEqualTo((byte) 42);
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptyValue_isEmpty(EvictionPolicy policy) {
    try (MemoryStorage storage = open(policy)) {
      storage.save(key("empty"), Blob.empty(), BRIEFLY);
      assertThat(storage.load(key("empty")).orElseThrow().value()).isSameAs(Blob.empty());
    }
  }

  private static MemoryStorage open(EvictionPolicy policy) {
    return MemoryStorage.open(Opened.with(new FakeClock(), policy).build());
  }
}
