package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.service.FaultyProxy.Fault;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults between storage and service: the right code, no hang, nothing lost, nothing doubled. It is
 * run against each service that there is.
 */
@Timeout(60)
public abstract class FaultScenarios {

  private static final int ATTEMPTS = 3;
  private static final String ENTRY = "sessions/s/targets/t";
  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  /** What passes when the call is repeated. */
  private static final Set<Fault> PASSING =
      EnumSet.of(
          Fault.CUT_BEFORE,
          Fault.CUT_AFTER,
          Fault.HALF,
          Fault.SILENCE,
          Fault.DRIP,
          Fault.ERROR_503,
          Fault.TOO_MANY);

  private static final Map<Fault, Code> CODES =
      Map.of(
          Fault.CUT_BEFORE, Code.UNAVAILABLE,
          Fault.CUT_AFTER, Code.UNAVAILABLE,
          Fault.HALF, Code.UNAVAILABLE,
          Fault.SILENCE, Code.TIMEOUT,
          Fault.DRIP, Code.TIMEOUT,
          Fault.ERROR_500, Code.INTERNAL,
          Fault.ERROR_503, Code.UNAVAILABLE,
          Fault.TOO_MANY, Code.UNAVAILABLE,
          Fault.PAGE, Code.INTERNAL);

  /** With these the service hears of the request. */
  private static final Set<Fault> REACHING = EnumSet.of(Fault.CUT_AFTER, Fault.HALF, Fault.DRIP);

  /** Those of which each costs a whole time limit. */
  private static final Set<Fault> SLOW = EnumSet.of(Fault.SILENCE, Fault.DRIP);

  private final String namespace = "lab" + NAMESPACES.incrementAndGet();
  private final CacheKey key = CacheKey.of(namespace, ENTRY + "/k.txt");

  private FaultyProxy proxy;
  private CacheServiceClient direct;
  private ServiceStorage storage;

  /** Returns what a client needs to reach the service, which all scenarios share. */
  protected abstract CacheServiceConfig.Builder service();

  /** Returns how long a call waits: longer than the service takes, or it fails without a fault. */
  protected abstract Duration timeout();

  /** Returns whether faults that cost time are tried in every place, or in some only. */
  protected abstract boolean isThorough();

  @BeforeEach
  void open() {
    proxy = new FaultyProxy(service().build().url().orElseThrow());
    direct = CacheServiceClient.open(service().build());
  }

  private void open(ServiceFormat format) {
    CacheServiceConfig config =
        service()
            .url(proxy.url())
            .timeout(timeout())
            .retries(new RetryPolicy(ATTEMPTS, Duration.ofMillis(1), Duration.ofMillis(5)))
            .build();
    storage =
        ServiceStorage.open(ServiceStorageConfig.builder().service(config).format(format).build());
  }

  @AfterEach
  void close() {
    storage.close();
    direct.close();
    proxy.close();
  }

  private void save(String value) {
    storage.save(key, Blob.ofText(value), SaveOptions.defaults());
  }

  private String load() {
    return storage.load(key).map(entry -> entry.value().toText()).orElse("nothing");
  }

  private int entries() {
    return direct
        .retrieve(namespace)
        .hash(CacheHash.ofString(ENTRY))
        .refs()
        .orElseThrow()
        .entries()
        .size();
  }

  @ParameterizedTest
  @EnumSource
  void faultThatPasses_isNotNoticed(Fault fault) throws Exception {
    if (!PASSING.contains(fault)) {
      faultThatStays_hasItsCode(fault);
      return;
    }
    boolean some = SLOW.contains(fault) && !isThorough();
    for (ServiceFormat format : List.of(ServiceFormat.values()).subList(some ? 1 : 0, 2)) {
      open(format);
      save("1");
      proxy.next(fault);
      save("2");
      proxy.next(fault);
      assertThat(load()).isEqualTo("2");
      proxy.next(fault);
      assertThat(storage.exists(key)).isTrue();
      proxy.next(fault, fault);
      assertThat(storage.listKeys(KeyQuery.in(key.namespace())).keys()).containsExactly(key);
      proxy.next(fault);
      try (BlobReader reader = storage.openRead(key).orElseThrow()) {
        assertThat(reader.readAllBytes())
            .isEqualTo("2".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      assertThat(entries()).isEqualTo(1);
      proxy.next(fault);
      storage.delete(key);
      assertThat(load()).isEqualTo("nothing");
      storage.clear(key.namespace());
      storage.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void faultThatStays_hasItsCode(Fault fault) {
    open(ServiceFormat.FRAMED);
    save("old");
    if (fault == Fault.NONE) {
      assertThat(load()).isEqualTo("old");
      return;
    }
    proxy.always(fault);
    List<Runnable> calls =
        List.of(
            () -> save("new"),
            () -> storage.load(key),
            () -> storage.exists(key),
            () -> storage.openRead(key),
            () -> storage.listKeys(KeyQuery.in(key.namespace())));
    boolean some = SLOW.contains(fault) && !isThorough();
    for (Runnable call : calls.subList(0, some ? 2 : calls.size())) {
      long start = System.nanoTime();
      CacheException failure = catchThrowableOfType(CacheException.class, call::run);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isLessThan(timeout().multipliedBy(ATTEMPTS).plusSeconds(1));
      assertThat(failure).as("failure of " + fault).isNotNull();
      assertThat(failure.code()).as("code of " + failure).isEqualTo(CODES.get(fault));
      assertThat(failure).message().contains(proxy.url().toString()).contains("; ");
    }
    assertThat(storage.check().isOk()).isFalse();
    proxy.always(Fault.NONE);
    boolean reached = REACHING.contains(fault);
    assertThat(load()).isEqualTo(reached ? "new" : "old");
    save("newer");
    assertThat(load()).isEqualTo("newer");
    assertThat(entries()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void faultWhileTheEntryIsMade_makesNoSecondOne(Fault fault) {
    open(ServiceFormat.PLAIN);
    // The look-up passes, and the store of the entry fails.
    proxy.next(Fault.NONE, fault, fault, fault);
    assertThat(saved("1")).isFalse();
    assertThat(proxy.requests()).anyMatch(request -> request.startsWith("POST"));
    proxy.clear();
    assertThat(saved("2")).isTrue();
    assertThat(load()).isEqualTo("2");
    assertThat(entries()).isEqualTo(1);
  }

  private boolean saved(String value) {
    try {
      save(value);
      return true;
    } catch (CacheException failure) {
      return false;
    }
  }
}
