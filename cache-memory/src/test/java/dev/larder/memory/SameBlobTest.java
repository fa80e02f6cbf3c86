package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values are handed out as they came in: nothing is copied. */
final class SameBlobTest {

  @ParameterizedTest
  @EnumSource
  void load_returnsTheVeryBlob(EvictionPolicy policy) {
    Blob lasting = Blob.ofText("lasting");
    Blob brief = Blob.ofText("brief");
    SaveOptions briefly = SaveOptions.defaults().withTtl(Duration.ofSeconds(1));
    try (MemoryStorage storage = MemoryStorage.open(Opened.with(new FakeClock(), policy).build())) {
      storage.save(key("lasting"), lasting, SaveOptions.defaults());
      storage.save(key("brief"), brief, briefly);
      assertThat(storage.load(key("lasting")).orElseThrow().value()).isSameAs(lasting);
      assertThat(storage.load(key("brief")).orElseThrow().value()).isSameAs(brief);
    }
  }
}
