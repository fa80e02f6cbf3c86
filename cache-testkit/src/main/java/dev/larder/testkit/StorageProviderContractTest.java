package dev.larder.testkit;

/** The contract of a provider as tests. */
public abstract class StorageProviderContractTest {

  /** For the tests of providers. */
  protected StorageProviderContractTest() {}
}
