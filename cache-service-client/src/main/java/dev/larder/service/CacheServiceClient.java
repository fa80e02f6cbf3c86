package dev.larder.service;

import java.util.Map;
import java.util.Optional;

/**
 * A client of one cache service. The calls are grouped as the service groups its routes.
 *
 * <pre>{@code
 * try (CacheServiceClient client = CacheServiceClient.open(config)) {
 *   String id = client.ensureEntry("results", "sessions/s1/targets/t1");
 *   client.data("results", id).storeString(ChildName.of("logs/run"), text);
 * }
 * }</pre>
 *
 * <p>What is missing is an empty {@code Optional} or false. A failure is a {@link
 * dev.larder.storage.CacheException} whose message names the operation, the URL and what to do, and
 * never holds the key. What a service cannot hold, or would take for something else, is an {@link
 * IllegalArgumentException} before the call.
 *
 * <p>Calls that are safe to repeat are repeated after failures that may pass; those that make a new
 * entry each time never are, unless nothing was sent. Each attempt waits as long as {@link
 * CacheServiceConfig#timeout()} says.
 *
 * <p>Thread-safe.
 */
public final class CacheServiceClient implements AutoCloseable {

  private final ServiceCalls calls;
  private final EntryKeys keys;
  private final Runnable end;

  CacheServiceClient(ServiceCalls calls, Runnable end) {
    this.calls = calls;
    this.keys = new EntryKeys(calls);
    this.end = end;
  }

  /**
   * Opens a client. A remote service is connected to by the first call; one in this process is
   * started.
   *
   * @throws IllegalStateException if the service is to be in this process and its jar is not there
   */
  public static CacheServiceClient open(CacheServiceConfig config) {
    return Opening.open(config);
  }

  /** Returns what makes calls that no group has. */
  ServiceCalls calls() {
    return calls;
  }

  /** Returns what stores entries in that namespace. */
  public StoreCalls store(String namespace) {
    return new StoreCalls(calls, namespace);
  }

  /** Returns what reads entries of that namespace. */
  public RetrieveCalls retrieve(String namespace) {
    return new RetrieveCalls(calls, namespace);
  }

  /** Returns what asks whether entries are in that namespace. */
  public ExistsCalls exists(String namespace) {
    return new ExistsCalls(calls, namespace);
  }

  /** Returns what works on the children of an entry. */
  public DataCalls data(String namespace, String cacheId) {
    return new DataCalls(calls, namespace, cacheId);
  }

  /** Returns what overwrites the value of an entry. */
  public UpdateCalls update(String namespace, String cacheId) {
    return new UpdateCalls(calls, namespace, cacheId);
  }

  /** Returns what works on archives in that namespace. */
  public ZipCalls zip(String namespace) {
    return new ZipCalls(calls, namespace);
  }

  /** Returns what is known of namespaces. */
  public NamespaceCalls namespaces() {
    return new NamespaceCalls(calls);
  }

  /** Returns what asks the service who it is. */
  public InfoCalls info() {
    return new InfoCalls(calls);
  }

  /** Returns what works on the files of the service's storage. */
  public AdminCalls admin() {
    return new AdminCalls(calls);
  }

  /** Returns what asks the service for its storage. */
  public ServerCalls server() {
    return new ServerCalls(calls);
  }

  /**
   * Deletes an entry.
   *
   * <p>The original service leaves its children where they are, out of reach: delete them first,
   * with {@link DataCalls#deleteAll}. Of two entries with one file, both lose it. Where the answer
   * to a first attempt was lost, a second one finds nothing.
   */
  public DeletedEntry delete(String namespace, String cacheId) {
    Target target = Target.in(namespace).then("delete").id(cacheId);
    return DeletedEntry.of(calls.object(ServiceCall.delete("delete", target)));
  }

  /** Returns the id of the entry that {@link #ensureEntry} makes; empty if there is none. */
  public Optional<String> findEntry(String namespace, String cacheKey) {
    return keys.find(namespace, cacheKey);
  }

  /** Finds or makes the entry of a key, which holds nothing but the key. */
  public String ensureEntry(String namespace, String cacheKey) {
    return ensureEntry(namespace, cacheKey, Map.of());
  }

  /**
   * Returns the id of the one entry of a key, and makes it if there is none: {@code cache_key} to
   * hash to id.
   *
   * <p>Threads of one client that ask at the same time make one entry between them. Of several
   * processes one wins with Larder's own service, and the others get its id. The original service
   * cannot compare and set: those that race make an entry each, over one file and with the same
   * children; all take the id that its hash names first, unless it lost that of one of them, which
   * then uses its own. Children are shared in any case, because their folder comes from the key.
   *
   * @param cacheKey the key, as {@code sessions/s1/targets/t1}; it is the field whose hash is taken
   * @param fields what else the entry holds if it has to be made
   */
  public String ensureEntry(String namespace, String cacheKey, Map<String, ?> fields) {
    return keys.ensure(namespace, cacheKey, fields);
  }

  /** Ends it, and a service that it started. Calls under way may fail. Idempotent. */
  @Override
  public void close() {
    calls.close();
    end.run();
  }
}
