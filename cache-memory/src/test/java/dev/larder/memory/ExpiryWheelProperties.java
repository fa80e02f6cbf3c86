package dev.larder.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The timer wheel against a set that is scanned. */
final class ExpiryWheelProperties {

  private static final CacheKey KEY = CacheKey.of("t", "k");

  private static ExpiringEntry entry(long deadline) {
    // The stamp counts milliseconds; its ticks give the rest.
    return new ExpiringEntry(KEY, Blob.empty(), null, new Stamp(0, 0, deadline, 0), 0);
  }

  private static Set<ExpiringEntry> pollAll(ExpiryWheel wheel, long now) {
    Set<ExpiringEntry> polled = new HashSet<>();
    for (ExpiringEntry e = wheel.poll(now); e != null; e = wheel.poll(now)) {
      assertThat(polled.add(e)).isTrue();
    }
    return polled;
  }

  /** Stretches of time of every order of magnitude. */
  @Provide
  Arbitrary<List<Long>> spans() {
    Arbitrary<Long> span =
        Arbitraries.integers()
            .between(0, 55)
            .flatMap(bits -> Arbitraries.longs().between(0, 1L << bits));
    return span.list().ofMinSize(1).ofMaxSize(120);
  }

  @Property(tries = 500)
  void poll_returnsExactlyWhatIsDue(
      @ForAll("spans") List<Long> deadlines, @ForAll("spans") List<Long> waits) {
    ExpiryWheel wheel = new ExpiryWheel();
    Set<ExpiringEntry> inside = new HashSet<>();
    long now = 0;
    for (int i = 0; i < Math.max(deadlines.size(), waits.size()); i++) {
      if (i < deadlines.size()) {
        ExpiringEntry added = entry(now + deadlines.get(i));
        wheel.add(added);
        inside.add(added);
      }
      if (i < waits.size()) {
        now += waits.get(i);
      }
      if (i % 7 == 3) {
        ExpiringEntry removed = inside.iterator().next();
        wheel.remove(removed);
        inside.remove(removed);
      }
      long moment = now;
      List<ExpiringEntry> due = inside.stream().filter(e -> e.deadline <= moment).toList();
      assertThat(pollAll(wheel, now)).containsExactlyInAnyOrderElementsOf(due);
      due.forEach(inside::remove);
      assertThat(wheel.size()).isEqualTo(inside.size());
      if (inside.isEmpty()) {
        inside.add(entry(Long.MAX_VALUE));
        wheel.add(inside.iterator().next());
      }
    }
  }

  @Example
  void exactDeadline_isDueAndTheNanosecondBeforeIsNot() {
    ExpiryWheel wheel = new ExpiryWheel();
    ExpiringEntry entry = entry(1_000_000_007);
    wheel.add(entry);
    assertThat(wheel.poll(1_000_000_006)).isNull();
    assertThat(wheel.poll(1_000_000_007)).isSameAs(entry);
  }

  @Example
  void deadlineAlreadyPassedWhenAdded_isDueAtOnce() {
    ExpiryWheel wheel = new ExpiryWheel();
    wheel.add(entry(5));
    assertThat(wheel.poll(1_000)).isNotNull();
    ExpiringEntry late = entry(999);
    wheel.add(late);
    assertThat(wheel.poll(1_000)).isSameAs(late);
  }

  @Example
  void removedBeforeItWasAdded_neverComesIn() {
    ExpiryWheel wheel = new ExpiryWheel();
    ExpiringEntry entry = entry(5);
    wheel.remove(entry);
    wheel.add(entry);
    wheel.remove(entry);
    assertThat(wheel.size()).isZero();
    assertThat(wheel.poll(1_000)).isNull();
  }

  @Example
  void exchangedForALaterOne_isDueNoMore() {
    ExpiryWheel wheel = new ExpiryWheel();
    ExpiringEntry replaced = entry(5);
    ExpiringEntry later = entry(90_000);
    wheel.add(replaced);
    wheel.exchange(replaced, later);
    assertThat(wheel.size()).isEqualTo(1);
    assertThat(wheel.poll(89_999)).isNull();
    assertThat(wheel.poll(90_000)).isSameAs(later);
  }

  @Example
  void exchangedForOneThatLivesForEver_isDueNoMore() {
    ExpiryWheel wheel = new ExpiryWheel();
    ExpiringEntry replaced = entry(5);
    wheel.add(replaced);
    wheel.exchange(replaced, new MemoryEntry(Blob.empty(), null, new Stamp(0, 0, 0, 0)));
    assertThat(wheel.size()).isZero();
    assertThat(wheel.poll(1_000)).isNull();
  }

  @Example
  void earlierDeadlineAddedAfterAPoll_isFound() {
    ExpiryWheel wheel = new ExpiryWheel();
    wheel.add(entry(90_000_000));
    assertThat(wheel.poll(1_000)).isNull();
    ExpiringEntry earlier = entry(2_000);
    wheel.exchange(null, earlier);
    assertThat(wheel.poll(1_999)).isNull();
    assertThat(wheel.poll(2_000)).isSameAs(earlier);
  }

  @Example
  void tickerThatGoesBack_expiresNothingEarly() {
    ExpiryWheel wheel = new ExpiryWheel();
    wheel.add(entry(5_000));
    assertThat(wheel.poll(4_000)).isNull();
    assertThat(wheel.poll(10)).isNull();
    assertThat(wheel.poll(4_999)).isNull();
    assertThat(wheel.poll(5_000)).isNotNull();
  }

  @Example
  void manyWithOneDeadline_areAllReturnedOnce() {
    ExpiryWheel wheel = new ExpiryWheel();
    List<ExpiringEntry> added = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      added.add(entry(60_000_000_000L));
      wheel.add(added.get(i));
    }
    assertThat(wheel.poll(59_999_999_999L)).isNull();
    assertThat(pollAll(wheel, 60_000_000_000L)).hasSize(10_000).containsAll(added);
  }
}
