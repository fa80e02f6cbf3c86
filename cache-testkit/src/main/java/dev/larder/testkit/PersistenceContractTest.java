package dev.larder.testkit;

/** The contract of a provider as tests. */
public abstract class PersistenceContractTest {

  /** For the tests of providers. */
  protected PersistenceContractTest() {}
}
