package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonRoundTripTest {

  record Times(
      Instant instant,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Duration duration,
      Period period,
      Year year,
      YearMonth yearMonth,
      MonthDay monthDay,
      ZoneId zone) {}

  record Plain(
      long number,
      double fraction,
      float small,
      char letter,
      boolean flag,
      String text,
      BigDecimal decimal,
      BigInteger integer) {}

  record Nest(
      Map<String, List<Plain>> plains,
      Optional<String> text,
      OptionalLong number,
      Set<String> set,
      Map<Instant, Optional<Boolean>> flags) {}

  private static final JsonCodec<Times> TIMES = JsonCodec.of(Times.class);
  private static final JsonCodec<Plain> PLAINS = JsonCodec.of(Plain.class);
  private static final JsonCodec<List<Nest>> NESTS = JsonCodec.of(new JsonType<>() {});

  @Property
  void times_comeBackEqual(@ForAll("times") Times value) {
    assertComesBack(TIMES, value);
  }

  @Property
  void scalars_comeBackEqual(@ForAll("plains") Plain value) {
    assertComesBack(PLAINS, value);
  }

  @Property(tries = 200)
  void nestedValues_comeBackEqual(@ForAll("nests") List<Nest> value) {
    assertComesBack(NESTS, value);
  }

  private static <V> void assertComesBack(JsonCodec<V> codec, V value) {
    Blob bytes = codec.encode(value);
    V back = codec.decode(bytes);
    assertThat(back).isEqualTo(value);
    assertThat(codec.encode(back)).isEqualTo(bytes);
  }

  /** One byte of a good document changed: a value, or the one kind of failure that is declared. */
  @Property
  void damagedDocument_isAValueOrUndecodable(
      @ForAll("nests") List<Nest> value, @ForAll int position, @ForAll byte replacement) {
    damage(NESTS, value, position, replacement);
  }

  @Property
  void damagedTimes_areAValueOrUndecodable(
      @ForAll("times") Times value, @ForAll int position, @ForAll("digits") byte replacement) {
    damage(TIMES, value, position, replacement);
  }

  private static <V> void damage(JsonCodec<V> codec, V value, int position, byte replacement) {
    byte[] bytes = codec.encode(value).toByteArray();
    bytes[Math.floorMod(position, bytes.length)] = replacement;
    try {
      assertThat(codec.decode(Blob.wrap(bytes))).isNotNull();
    } catch (IllegalArgumentException undecodable) {
      assertThat(undecodable).hasMessageStartingWith("not JSON of ").hasNoCause();
    }
  }

  @Provide
  Arbitrary<Byte> digits() {
    return Arbitraries.of("0123456789+-.TZPeE:\"{}[],".chars().mapToObj(c -> (byte) c).toList());
  }

  @Provide
  Arbitrary<Times> times() {
    Arbitrary<Instant> instants =
        Combinators.combine(
                Arbitraries.longs()
                    .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                Arbitraries.integers().between(0, 999_999_999))
            .as(Instant::ofEpochSecond);
    Arbitrary<Duration> durations =
        Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(0, 999_999_999))
            .as(Duration::ofSeconds);
    return Combinators.combine(
            instants, durations, zones(), offsets(), Arbitraries.integers(), years())
        .as(JsonRoundTripTest::times);
  }

  private static Times times(
      Instant instant, Duration duration, ZoneId zone, ZoneOffset offset, int number, int year) {
    LocalDate date = LocalDate.ofYearDay(year, 1 + Math.floorMod(number, 365));
    LocalTime time =
        LocalTime.ofNanoOfDay(Math.floorMod(duration.toSeconds(), 86_400_000_000_000L));
    LocalDateTime dateTime = date.atTime(time);
    return new Times(
        instant,
        date,
        time,
        dateTime,
        dateTime.atOffset(offset),
        dateTime.atZone(zone),
        duration,
        Period.of(number, year, -number),
        Year.of(year),
        YearMonth.from(date),
        MonthDay.from(date),
        zone);
  }

  private static Arbitrary<ZoneId> zones() {
    return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()).map(ZoneId::of);
  }

  private static Arbitrary<ZoneOffset> offsets() {
    return Arbitraries.integers().between(-64_800, 64_800).map(ZoneOffset::ofTotalSeconds);
  }

  private static Arbitrary<Integer> years() {
    return Arbitraries.integers().between(Year.MIN_VALUE, Year.MAX_VALUE);
  }

  @Provide
  Arbitrary<Plain> plains() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.doubles().withSpecialValue(Double.NaN).withSpecialValue(-0.0),
            Arbitraries.floats(),
            Arbitraries.chars().all().filter(c -> !Character.isSurrogate(c)),
            Arbitraries.of(true, false),
            Arbitraries.strings(),
            Arbitraries.bigDecimals(),
            Arbitraries.bigIntegers())
        .as(Plain::new);
  }

  @Provide
  Arbitrary<List<Nest>> nests() {
    Arbitrary<Optional<String>> texts = Arbitraries.strings().optional();
    Arbitrary<Map<Instant, Optional<Boolean>>> flags =
        Arbitraries.maps(
                Arbitraries.longs().map(Instant::ofEpochMilli),
                Arbitraries.of(true, false).optional())
            .ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.maps(Arbitraries.strings(), plains().list().ofMaxSize(3)).ofMaxSize(3),
            texts,
            Arbitraries.longs().map(n -> n % 2 == 0 ? OptionalLong.of(n) : OptionalLong.empty()),
            Arbitraries.strings().set().ofMaxSize(5),
            flags)
        .as(Nest::new)
        .list()
        .ofMaxSize(3);
  }
}
