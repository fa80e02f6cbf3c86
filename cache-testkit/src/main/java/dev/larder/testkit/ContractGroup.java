package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the groups of the storage contract share: an open storage, and short words for its use. */
abstract class ContractGroup {

  /** The tag of the tests in which threads race. */
  static final String MANY_THREADS = "many-threads";

  static final Namespace NAMESPACE = Namespace.of("kit");
  static final CacheKey KEY = CacheKey.of(NAMESPACE, "some/key");
  static final SaveOptions DEFAULTS = SaveOptions.defaults();

  final StorageContractTest kit;
  final HeardEvents heard = new HeardEvents();
  private static final int ATTEMPTS = 5;

  private final List<Storage> opened = new ArrayList<>();
  Storage storage;

  ContractGroup(StorageContractTest kit) {
    this.kit = kit;
  }

  @BeforeEach
  void openStorage() {
    storage = opened(setup());
  }

  @AfterEach
  void closeStorages() {
    opened.forEach(Storage::close);
  }

  final StorageSetup setup() {
    return new StorageSetup(kit.clock(), heard);
  }

  final Storage opened(StorageSetup setup) {
    Storage fresh = kit.open(setup);
    opened.add(fresh);
    return fresh;
  }

  // Keys and values.

  static CacheKey key(String name) {
    return CacheKey.of(NAMESPACE, name);
  }

  static List<CacheKey> keys(int count) {
    List<CacheKey> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(key("many/" + i));
    }
    return keys;
  }

  /** Returns bytes that no compression makes shorter. */
  static Blob noise(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return Blob.wrap(bytes);
  }

  static Blob text(String text) {
    return Blob.ofText(text);
  }

  // Use of the storage.

  final EntryMetadata save(CacheKey key, String value) {
    return storage.save(key, text(value), DEFAULTS);
  }

  final EntryMetadata save(CacheKey key, String value, SaveOptions options) {
    return storage.save(key, text(value), options);
  }

  final Optional<String> loaded(CacheKey key) {
    return storage.load(key).map(Entry::value).map(Blob::toText);
  }

  final boolean declares(Capability capability) {
    return storage.info().supports(capability);
  }

  /** Returns all the keys of the query, page by page. */
  final List<CacheKey> listed(KeyQuery query) {
    List<CacheKey> keys = new ArrayList<>();
    KeyPage page = storage.listKeys(query);
    keys.addAll(page.keys());
    while (page.nextCursor().isPresent()) {
      page = storage.listKeys(query.after(page.nextCursor().get()));
      keys.addAll(page.keys());
    }
    return keys;
  }

  // Time.

  final Instant now() {
    return kit.now();
  }

  /** Returns that many of the smallest steps of time. */
  final Duration steps(int count) {
    return kit.timeStep().multipliedBy(count);
  }

  static SaveOptions ttl(Duration ttl) {
    return DEFAULTS.withTtl(ttl);
  }

  final void elapse(Duration duration) {
    kit.elapse(duration);
  }

  /**
   * Does what has to be over before an entry expires, once more with a new storage if it failed and
   * took longer: a storage with a clock of its own goes on while the machine holds up the test.
   *
   * @param limit how long after the beginning an entry may have expired
   */
  final void inTime(Duration limit, Runnable attempt) {
    for (int attempts = 1; ; attempts++) {
      Instant end = now().plus(limit);
      try {
        attempt.run();
        return;
      } catch (AssertionError | RuntimeException failed) {
        if (now().isBefore(end) || attempts == ATTEMPTS) {
          throw failed;
        }
        storage = opened(setup());
      }
    }
  }

  /** Asserts that the moment lies between the two, give or take what the clocks may differ. */
  final void assertBetween(Instant moment, Instant earliest, Instant latest) {
    Duration apart = kit.timeStep().minusMillis(1);
    assertThat(moment)
        .isBetween(Instant.ofEpochMilli(earliest.toEpochMilli()).minus(apart), latest.plus(apart));
  }

  // Refusals.

  /**
   * Returns false where the storage declares the capability; else asserts that every use of it is
   * refused, and returns true. A test of the capability begins with it.
   */
  final boolean lacks(Capability capability) {
    if (declares(capability)) {
      return false;
    }
    Refusals.check(storage, capability);
    return true;
  }

  static CacheException refusal(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(CacheException.class);
    return (CacheException) thrown;
  }

  static CacheException refused(
      Code code, String operation, @Nullable CacheKey key, ThrowingCallable call) {
    CacheException failure = refusal(call);
    assertThat(failure.code()).as("code of " + failure).isEqualTo(code);
    assertDescribed(failure, operation, key);
    return failure;
  }

  /** Asserts operation and key, and the form {@code operation key: what; what to do}. */
  static void assertDescribed(CacheException failure, String operation, @Nullable CacheKey key) {
    assertThat(failure.operation()).as("operation of " + failure).isEqualTo(operation);
    assertThat(failure.key()).as("key of " + failure).isEqualTo(Optional.ofNullable(key));
    String start = key == null ? operation + ": " : operation + " " + key + ": ";
    assertThat(failure)
        .message()
        .startsWith(start)
        .matches("(?s)" + Pattern.quote(start) + "\\S.*; \\S.*");
  }
}
