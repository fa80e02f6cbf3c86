package dev.larder.service;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the value of one entry, which is named by an id or by a hash. Thread-safe. */
public abstract sealed class ValueReads permits EntryReads, HashReads {

  private final ServiceCalls calls;
  private final Supplier<Target> target;

  ValueReads(ServiceCalls calls, Supplier<Target> target) {
    this.calls = calls;
    this.target = target;
  }

  final ServiceCall call(String suffix) {
    return ServiceCall.get("retrieve " + suffix, target.get().then(suffix));
  }

  final ServiceCalls calls() {
    return calls;
  }

  /** Returns the entry as a whole; empty if there is none. */
  public final Optional<RetrievedEntry> entry() {
    return calls.findObject(ServiceCall.get("retrieve", target.get())).map(RetrievedEntry::of);
  }

  /**
   * Returns the value as text; empty if there is no entry. JSON comes in Python's form, bytes in
   * Base64; a hash gives bytes as text where they are UTF-8.
   */
  public final Optional<String> string() {
    return calls.find(call("string"), ServiceAnswer.TEXT).map(answer -> answer.body().toText());
  }

  /**
   * Returns the document of a JSON value; empty if there is no entry. A text that is JSON comes as
   * what it stands for, bytes as an object that holds them in Base64.
   *
   * @throws CacheException with {@code UNSUPPORTED} if it is a text that is not JSON
   */
  public final Optional<Blob> jsonDocument() {
    return calls.find(call("json"), ServiceAnswer.JSON).map(ServiceAnswer::body);
  }

  /**
   * Returns a JSON object; empty if there is no entry.
   *
   * @throws CacheException if the value is something else
   */
  public final Optional<Map<String, @Nullable Object>> json() {
    return calls.findObject(call("json")).map(JsonFields::toMap);
  }

  /** Returns the value as bytes, those of a text in UTF-8; empty if there is no entry. */
  public final Optional<Blob> binary() {
    return calls.find(call("binary"), ServiceAnswer.BYTES).map(ServiceAnswer::body);
  }

  /** Returns the value as bytes, to be read as they arrive; empty if there is no entry. */
  public final Optional<ServiceBody> openBinary() {
    return calls.open(call("binary"), ServiceAnswer.BYTES);
  }
}
