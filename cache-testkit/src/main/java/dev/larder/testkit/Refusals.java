package dev.larder.testkit;

import static dev.larder.testkit.ContractGroup.DEFAULTS;
import static dev.larder.testkit.ContractGroup.NAMESPACE;
import static dev.larder.testkit.ContractGroup.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** That a storage refuses every use of what it does not declare, and keeps nothing of it. */
final class Refusals {

  private static final CacheKey TARGET = CacheKey.of(NAMESPACE, "refused");
  private static final Blob VALUE = Blob.ofText("a value");

  private final Storage storage;
  private final Capability capability;

  private Refusals(Storage storage, Capability capability) {
    this.storage = storage;
    this.capability = capability;
  }

  static void check(Storage storage, Capability capability) {
    Refusals refusals = new Refusals(storage, capability);
    switch (capability) {
      case TTL -> refusals.writes(VALUE, DEFAULTS.withTtl(Duration.ofHours(1)));
      case CONDITIONAL_SAVE -> {
        refusals.writes(VALUE, DEFAULTS.onlyIfAbsent());
        refusals.writes(VALUE, DEFAULTS.onlyIfVersion("v1"));
      }
      case ATTRIBUTES -> refusals.writes(VALUE, DEFAULTS.withAttribute("name", "value"));
      case TAGS -> refusals.writes(VALUE, DEFAULTS.withTags("tag"));
      case EMPTY_VALUES -> refusals.writes(Blob.empty(), DEFAULTS);
      case LISTING -> {}
      case STREAMING -> refusals.streams();
      case EXACT_SIZE -> throw new IllegalArgumentException("EXACT_SIZE is not used, but read");
    }
    if (capability == Capability.LISTING || capability == Capability.TAGS) {
      refusals.listing();
    }
  }

  private void writes(Blob value, SaveOptions options) {
    unsupported("save", () -> storage.save(TARGET, value, options));
    unsupported("saveAll", () -> storage.saveAll(List.of(new SaveRequest(TARGET, value, options))));
    unsupported("openWrite", () -> stream(value, options));
    assertThat(storage.load(TARGET)).as("nothing is kept of a refused write").isEmpty();
  }

  private void stream(Blob value, SaveOptions options) {
    try (BlobWriter writer = storage.openWrite(TARGET, options)) {
      writer.write(value.buffer());
      writer.commit();
    }
  }

  private void listing() {
    KeyQuery all = KeyQuery.in(NAMESPACE);
    KeyQuery query = capability == Capability.TAGS ? all.withTag("tag") : all;
    unsupported("listKeys", () -> storage.listKeys(query));
  }

  private void streams() {
    unsupported("openWrite", () -> storage.openWrite(TARGET, DEFAULTS).close());
    unsupported("openRead", () -> storage.openRead(TARGET));
  }

  private void unsupported(String use, ThrowingCallable call) {
    CacheException failure = refusal(call);
    assertThat(failure.code())
        .as(use + " without " + capability + ": " + failure)
        .isEqualTo(Code.UNSUPPORTED);
  }
}
