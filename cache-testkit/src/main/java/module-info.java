/**
 * The contract kit of Larder: the tests that every storage, provider and backend has to pass, and
 * the doubles that they are made with.
 *
 * <p>Start at {@link dev.larder.testkit.StorageContractTest}.
 */
@org.jspecify.annotations.NullMarked
module dev.larder.testkit {
  requires transitive dev.larder.api;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires org.assertj.core;
  requires static org.jspecify;

  exports dev.larder.testkit;

  // JUnit calls the tests of the kit, which are package-private, by reflection.
  opens dev.larder.testkit to
      org.junit.platform.commons;
}
