package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.spi.HeapStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.SaveOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CacheTest {

  private static final CacheKey A = CacheKey.of("ns", "a");
  private static final Codec<Integer> NUMBERS =
      Codec.of(n -> Blob.ofText(n.toString()), blob -> Integer.valueOf(blob.toText()));

  private final HeapStorage storage = new HeapStorage();
  private final List<String> heard = new ArrayList<>();
  private final Cache<Integer> cache =
      Cache.builder(storage, "ns", NUMBERS).listener(new Hearing()).build();
  private final Cache<Integer> strict = Cache.builder(storage, "ns", NUMBERS).strict(true).build();

  @Test
  void value_isFoundAgain() {
    assertThat(cache.get("a")).isEmpty();
    cache.put("a", 1);
    assertThat(cache.get("a")).hasValue(1);
    assertThat(Cache.of(storage, "other", NUMBERS).get("a")).isEmpty();
    assertThat(heard).containsExactly("miss ns/a", "hit ns/a");
    assertThat(cache.stats().hits()).isEqualTo(1);
    assertThat(cache.stats().misses()).isEqualTo(1);
    assertThat(cache.stats().puts()).isEqualTo(1);
    assertThat(cache.stats().hitRate()).isEqualTo(0.5);
  }

  @Test
  void missingValue_isComputedOnceAndStored() {
    AtomicInteger calls = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      assertThat(cache.getOrCompute("a", name -> calls.incrementAndGet())).isEqualTo(1);
    }
    assertThat(calls).hasValue(1);
    assertThat(storage.load(A).orElseThrow().value().toText()).isEqualTo("1");
    assertThat(heard).containsExactly("miss ns/a", "load ns/a", "hit ns/a", "hit ns/a");
    assertThat(cache.stats().loads()).isEqualTo(1);
    assertThat(cache.stats().loadTime()).isPositive();
  }

  @Test
  void undecodableValue_isAMissAnEventAndACounter() {
    storage.save(A, Blob.ofText("no number"), SaveOptions.defaults());

    assertThat(cache.get("a")).isEmpty();
    assertThat(heard).containsExactly("undecodable ns/a", "miss ns/a");
    assertThat(cache.stats().undecodable()).isEqualTo(1);
    assertThat(cache.stats().misses()).isEqualTo(1);
    assertThat(cache.getOrCompute("a", name -> 2)).isEqualTo(2);
    assertThat(cache.get("a")).hasValue(2);
  }

  @Test
  void undecodableValue_isThrownInStrictMode() {
    storage.save(A, Blob.ofText("no number"), SaveOptions.defaults());
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> strict.get("a"))
        .withMessage("get ns/a: the value cannot be decoded; overwrite or delete it")
        .withCauseInstanceOf(NumberFormatException.class)
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.CORRUPT));
    assertThat(strict.stats().undecodable()).isEqualTo(1);
  }

  @Test
  void valueDecodedToNull_isUndecodable() {
    Codec<Integer> forgetful = Codec.of(n -> Blob.empty(), blob -> null);
    Cache<Integer> lenient =
        Cache.builder(storage, "ns", forgetful).listener(new Hearing()).build();
    lenient.put("a", 1);

    assertThat(lenient.get("a")).isEmpty();
    assertThat(heard).containsExactly("undecodable ns/a", "miss ns/a");
    assertThat(lenient.stats().undecodable()).isEqualTo(1);
    assertThat(lenient.stats().hits()).isZero();
    assertThat(lenient.getOrCompute("a", name -> 2)).isEqualTo(2);
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> Cache.builder(storage, "ns", forgetful).strict(true).build().get("a"))
        .withMessage("get ns/a: the value cannot be decoded; overwrite or delete it")
        .havingCause()
        .withMessage("the codec decoded it to null");
  }

  @Test
  void nullValue_isRefused() {
    assertThatNullPointerException().isThrownBy(() -> cache.put("a", null)).withMessage("value");
  }

  @Test
  void failingLoad_reachesTheCaller() {
    storage.faults.put(A, new CacheException(Code.UNAVAILABLE, "load", A, "gone; wait"));
    assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.get("a"));
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.getOrCompute("a", name -> 1))
        .withMessage("load ns/a: gone; wait");
  }

  @Test
  void failingSave_stillReturnsTheComputedValue() {
    assertThat(cache.getOrCompute("a", this::failFromNowOn)).isEqualTo(7);
    assertThat(heard)
        .containsExactly("miss ns/a", "load ns/a", "store failure ns/a save ns/a: full; make room");
    assertThat(cache.stats().errors()).isEqualTo(1);
  }

  @Test
  void failingSave_isThrownInStrictMode() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> strict.getOrCompute("a", this::failFromNowOn))
        .withMessage("save ns/a: full; make room");
  }

  private int failFromNowOn(String name) {
    storage.faults.put(A, new CacheException(Code.NO_SPACE, "save", A, "full; make room"));
    return 7;
  }

  @Test
  void unencodableComputedValue_isReturnedAndCounted() {
    Codec<Integer> mute =
        Codec.of(
            n -> {
              throw new IllegalArgumentException("no form for it");
            },
            blob -> 0);
    Cache<Integer> unable = Cache.builder(storage, "ns", mute).listener(new Hearing()).build();

    assertThat(unable.getOrCompute("a", name -> 7)).isEqualTo(7);
    assertThat(heard).last().isEqualTo("store failure ns/a no form for it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unable.put("a", 1))
        .withMessage("no form for it");
  }

  @Test
  void failingLoader_reachesTheCallerAndIsCounted() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                cache.getOrCompute(
                    "a",
                    name -> {
                      throw new ArithmeticException("by zero");
                    }));
    assertThat(heard).containsExactly("miss ns/a", "load failure ns/a by zero");
    assertThat(cache.stats().loadFailures()).isEqualTo(1);
    assertThat(cache.getOrCompute("a", name -> 1)).isEqualTo(1);
  }

  @Test
  @SuppressWarnings("NullAway") // what a loader without null checks may do
  void loaderThatReturnsNull_isNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> cache.getOrCompute("a", name -> null))
        .withMessage("the loader returned null for ns/a");
  }

  @Test
  void invalidated_isGone() {
    cache.put("a", 1);
    cache.put("b", 2);
    assertThat(cache.invalidate("a")).isTrue();
    assertThat(cache.invalidate("a")).isFalse();
    assertThat(cache.get("a")).isEmpty();
    assertThat(cache.invalidateAll()).isEqualTo(1);
    assertThat(cache.get("b")).isEmpty();
    assertThat(cache.stats().invalidations()).isEqualTo(2);
  }

  @Test
  void options_areThoseOfTheCallWithTheTtlOfTheCache() {
    List<SaveOptions> seen = new ArrayList<>();
    Cache<Integer> timed =
        Cache.builder(new OptionsSpy(storage, seen), "ns", NUMBERS)
            .ttl(Duration.ofMinutes(1))
            .build();
    SaveOptions tagged = SaveOptions.defaults().withTags("t");

    timed.put("a", 1);
    timed.getOrCompute("b", name -> 1);
    timed.put("a", 1, tagged);
    timed.put("a", 1, tagged.withTtl(Duration.ofHours(1)));

    SaveOptions minute = SaveOptions.defaults().withTtl(Duration.ofMinutes(1));
    assertThat(seen)
        .containsExactly(minute, minute, minute.withTags("t"), tagged.withTtl(Duration.ofHours(1)));
  }

  @Test
  void brokenCondition_isThrown() {
    cache.put("a", 1);
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.put("a", 2, SaveOptions.defaults().onlyIfAbsent()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.ALREADY_EXISTS));
    assertThat(cache.get("a")).hasValue(1);
  }

  @Test
  void illegalNames_areRefusedBeforeAnythingElse() {
    assertThatIllegalArgumentException().isThrownBy(() -> cache.get("../a"));
    assertThatIllegalArgumentException().isThrownBy(() -> cache.getOrCompute("", n -> 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Cache.of(storage, "No", NUMBERS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cache.builder(storage, "ns", NUMBERS).ttl(Duration.ZERO))
        .withMessage("ttl (PT0S) must be at least 1 ms");
  }

  private final class Hearing implements CacheListener {
    @Override
    public void onHit(CacheKey key) {
      heard.add("hit " + key);
    }

    @Override
    public void onMiss(CacheKey key) {
      heard.add("miss " + key);
      throw new IllegalStateException("a listener's own fault");
    }

    @Override
    public void onLoad(CacheKey key, Duration took) {
      heard.add("load " + key);
    }

    @Override
    public void onLoadFailure(CacheKey key, Duration took, Throwable failure) {
      heard.add("load failure " + key + " " + failure.getMessage());
    }

    @Override
    public void onUndecodable(CacheKey key, RuntimeException failure) {
      heard.add("undecodable " + key);
    }

    @Override
    public void onStoreFailure(CacheKey key, RuntimeException failure) {
      heard.add("store failure " + key + " " + failure.getMessage());
    }
  }
}
