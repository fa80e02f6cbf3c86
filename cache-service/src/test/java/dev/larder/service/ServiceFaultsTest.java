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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults between storage and service: the right code, no hang, nothing lost, nothing doubled. */
@Timeout(60)
class ServiceFaultsTest {

  private static final CacheKey KEY = CacheKey.of("lab", "sessions/s/targets/t/k.txt");
  private static final String ENTRY = "sessions/s/targets/t";

  /** What passes when the call is repeated. */
  private static final Set<Fault> PASSING =
      EnumSet.of(
          Fault.CUT_BEFORE,
          Fault.CUT_AFTER,
          Fault.HALF,
          Fault.SILENCE,
          Fault.ERROR_503,
          Fault.TOO_MANY);

  private static final Map<Fault, Code> CODES =
      Map.of(
          Fault.CUT_BEFORE, Code.UNAVAILABLE,
          Fault.CUT_AFTER, Code.UNAVAILABLE,
          Fault.HALF, Code.UNAVAILABLE,
          Fault.SILENCE, Code.TIMEOUT,
          Fault.ERROR_500, Code.INTERNAL,
          Fault.ERROR_503, Code.UNAVAILABLE,
          Fault.TOO_MANY, Code.UNAVAILABLE,
          Fault.PAGE, Code.INTERNAL);

  private final SharedService service = new SharedService();
  private final FaultyProxy proxy = new FaultyProxy(service.url());
  private CacheServiceClient direct;
  private ServiceStorage storage;

  @BeforeEach
  void open() {
    direct = service.client();
  }

  private void open(ServiceFormat format) {
    CacheServiceConfig config =
        CacheServiceConfig.builder()
            .url(proxy.url())
            .keyValue(SharedService.KEY)
            .timeout(Duration.ofMillis(500))
            .retries(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5)))
            .build();
    storage =
        ServiceStorage.open(ServiceStorageConfig.builder().service(config).format(format).build());
  }

  @AfterEach
  void close() {
    storage.close();
    direct.close();
    proxy.close();
    service.close();
  }

  private void save(String value) {
    storage.save(KEY, Blob.ofText(value), SaveOptions.defaults());
  }

  private String load() {
    return storage.load(KEY).map(entry -> entry.value().toText()).orElse("nothing");
  }

  private int entries() {
    return direct
        .retrieve("lab")
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
      proxy.next(fault);
      save("2");
      proxy.next(fault);
      assertThat(load()).isEqualTo("2");
      proxy.next(fault);
      assertThat(storage.exists(KEY)).isTrue();
      proxy.next(fault, fault);
      assertThat(storage.listKeys(KeyQuery.in(KEY.namespace())).keys()).containsExactly(KEY);
      proxy.next(fault);
      try (BlobReader reader = storage.openRead(KEY).orElseThrow()) {
        assertThat(reader.readAllBytes())
            .isEqualTo("2".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      assertThat(entries()).isEqualTo(1);
      proxy.next(fault);
      storage.delete(KEY);
      assertThat(load()).isEqualTo("nothing");
      storage.clear(KEY.namespace());
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
    for (Runnable call :
        List.<Runnable>of(
            () -> save("new"),
            () -> storage.load(KEY),
            () -> storage.exists(KEY),
            () -> storage.openRead(KEY),
            () -> storage.listKeys(KeyQuery.in(KEY.namespace())))) {
      CacheException failure = catchThrowableOfType(CacheException.class, call::run);
      assertThat(failure).as("failure of " + fault).isNotNull();
      assertThat(failure.code()).as("code of " + failure).isEqualTo(CODES.get(fault));
      assertThat(failure).message().contains(proxy.url().toString()).contains("; ");
    }
    assertThat(storage.check().isOk()).isFalse();
    proxy.always(Fault.NONE);
    boolean reached = fault == Fault.CUT_AFTER || fault == Fault.HALF;
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
