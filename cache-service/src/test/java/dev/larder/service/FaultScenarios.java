package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.service.FaultyProxy.Fault;
import dev.larder.service.http.HttpTransport;
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
@Timeout(120)
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

  /** What no call takes that does not hang, on a machine that is busy. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final String namespace = "lab" + NAMESPACES.incrementAndGet();
  private final CacheKey key = CacheKey.of(namespace, ENTRY + "/k.txt");

  private FaultyProxy proxy;
  private PlannedFaults faults;
  private CacheServiceClient direct;
  private ServiceStorage storage;

  /** Returns what a client needs to reach the service, which all scenarios share. */
  protected abstract CacheServiceConfig.Builder service();

  @BeforeEach
  void open() {
    proxy = new FaultyProxy(service().build().url().orElseThrow());
    direct = CacheServiceClient.open(service().build());
  }

  private void open(ServiceFormat format) {
    CacheServiceConfig config = service().url(proxy.url()).build();
    faults = new PlannedFaults(new HttpTransport(proxy.url(), null, LONGEST), proxy);
    Backoff retries =
        new Backoff(new RetryPolicy(ATTEMPTS, Duration.ofMillis(1), Duration.ofMillis(5)));
    storage =
        new ServiceStorage(
            ServiceStorageConfig.builder().service(config).format(format).build(),
            new CacheServiceClient(
                new ServiceCalls(faults, config, proxy.url().toString(), retries), () -> {}));
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
    for (ServiceFormat format : ServiceFormat.values()) {
      open(format);
      save("1");
      faults.next(fault);
      save("2");
      faults.next(fault);
      assertThat(load()).isEqualTo("2");
      faults.next(fault);
      assertThat(storage.exists(key)).isTrue();
      faults.next(fault, fault);
      assertThat(storage.listKeys(KeyQuery.in(key.namespace())).keys()).containsExactly(key);
      faults.next(fault);
      try (BlobReader reader = storage.openRead(key).orElseThrow()) {
        assertThat(reader.readAllBytes())
            .isEqualTo("2".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      assertThat(entries()).isEqualTo(1);
      faults.next(fault);
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
    faults.always(fault);
    List<Runnable> calls =
        List.of(
            () -> save("new"),
            () -> storage.load(key),
            () -> storage.exists(key),
            () -> storage.openRead(key),
            () -> storage.listKeys(KeyQuery.in(key.namespace())));
    for (Runnable call : calls) {
      int before = proxy.requests().size();
      long start = System.nanoTime();
      CacheException failure = catchThrowableOfType(CacheException.class, call::run);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
      assertThat(proxy.requests().size() - before).isLessThanOrEqualTo(ATTEMPTS);
      assertThat(failure).as("failure of " + fault).isNotNull();
      assertThat(failure.code()).as("code of " + failure).isEqualTo(CODES.get(fault));
      assertThat(failure).message().contains(proxy.url().toString()).contains("; ");
    }
    assertThat(storage.check().isOk()).isFalse();
    faults.always(Fault.NONE);
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
    faults.next(Fault.NONE, fault, fault, fault);
    assertThat(saved("1")).isFalse();
    assertThat(proxy.requests()).anyMatch(request -> request.startsWith("POST"));
    faults.clear();
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
