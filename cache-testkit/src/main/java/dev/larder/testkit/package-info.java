/**
 * The contract kit: a provider's test extends {@link dev.larder.testkit.StorageContractTest} and
 * says how its storage is opened.
 *
 * <pre>{@code
 * final class ShelfStorageTest extends StorageContractTest {
 *   @Override
 *   protected Storage open(StorageSetup setup) {
 *     ShelfStorageConfig.Builder config = ShelfStorageConfig.builder().clock(setup.clock());
 *     setup.maxEntries().ifPresent(config::maxEntries);
 *     setup.maxValueSize().ifPresent(config::maxValueSize);
 *     return new ShelfStorage(config.listener(setup.listener()).build());
 *   }
 * }
 * }</pre>
 *
 * <p>No test is skipped: where a storage does not declare a capability, the same tests assert that
 * its use is refused with {@code UNSUPPORTED}. The other kits are {@link
 * dev.larder.testkit.StorageProviderContractTest}, {@link
 * dev.larder.testkit.PersistenceContractTest} and {@link
 * dev.larder.testkit.CacheBackendContractTest}.
 */
package dev.larder.testkit;
