package dev.larder.service.server;

import java.util.UUID;
import org.junit.jupiter.api.Nested;

/**
 * The contract of the cache service as tests, for any server of it: the original, the twin in
 * process, the twin over HTTP. What servers decide differently, {@link Subject#has} tells.
 *
 * <p>Each test works in a namespace of its own, so a server can be used by many.
 */
public abstract class AcceptanceSuite {

  /** The id that no entry has. */
  static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  /** For the tests of servers. */
  protected AcceptanceSuite() {}

  /** Returns the server; the same for all tests of a class, or another one for each. */
  protected abstract Subject subject();

  /** What the groups of the suite share. */
  abstract static class Group {

    final AcceptanceSuite suite;
    final String namespace = "n" + UUID.randomUUID().toString().substring(0, 13);
    final String ns = "/" + namespace;

    Group(AcceptanceSuite suite) {
      this.suite = suite;
    }

    Wire wire() {
      return new Wire(suite.subject().transport());
    }

    boolean has(Difference difference) {
      return suite.subject().has(difference);
    }

    /** Stores a text under {@code direct} and returns the id. */
    String stored(String text) {
      return wire().text(ns + "/direct/store/string", text).is(200).string("cache_id");
    }

    String children(String id) {
      return ns + "/cache/" + id + "/data";
    }
  }

  @Nested
  final class Access extends AccessScenarios {
    Access() {
      super(AcceptanceSuite.this);
    }
  }

  @Nested
  final class Stores extends StoreScenarios {
    Stores() {
      super(AcceptanceSuite.this);
    }
  }

  @Nested
  final class Retrieves extends RetrieveScenarios {
    Retrieves() {
      super(AcceptanceSuite.this);
    }
  }

  @Nested
  final class Changes extends ChangeScenarios {
    Changes() {
      super(AcceptanceSuite.this);
    }
  }

  @Nested
  final class Children extends ChildScenarios {
    Children() {
      super(AcceptanceSuite.this);
    }
  }

  @Nested
  final class Zips extends ZipScenarios {
    Zips() {
      super(AcceptanceSuite.this);
    }
  }

  @Nested
  final class Rest extends RestScenarios {
    Rest() {
      super(AcceptanceSuite.this);
    }
  }

  @Nested
  final class Refusals extends RefusalScenarios {
    Refusals() {
      super(AcceptanceSuite.this);
    }
  }
}
