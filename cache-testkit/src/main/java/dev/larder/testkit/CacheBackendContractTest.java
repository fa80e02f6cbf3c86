package dev.larder.testkit;

/** The contract of a provider as tests. */
public abstract class CacheBackendContractTest {

  /** For the tests of providers. */
  protected CacheBackendContractTest() {}
}
