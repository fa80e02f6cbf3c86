package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.config.ConfigKey;
import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import dev.larder.testkit.PlainProvider.Behaviour;
import dev.larder.testkit.PlainProvider.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider kit finds every fault, by the tests that are named for the rule. */
final class BrokenProviderTest {

  private static volatile StorageProvider provider = new PlainProvider();
  private static volatile List<SettingCase<Settings>> cases = List.of(entries(), room());

  /** The kit, run against the fault at hand. */
  static final class Subject extends StorageProviderContractTest<Settings> {
    @Override
    protected StorageProvider provider() {
      return provider;
    }

    @Override
    protected Settings typed(StorageConfig config) {
      return PlainProvider.behaviour.typed(config);
    }

    @Override
    protected List<SettingCase<Settings>> settings() {
      return cases;
    }
  }

  /** Has neither a public constructor nor a line in a services file. */
  static final class Unregistered implements StorageProvider {
    private final StorageProvider right = new PlainProvider();

    @Override
    public String mode() {
      return right.mode();
    }

    @Override
    public Set<String> aliases() {
      return right.aliases();
    }

    @Override
    public List<ConfigKey<?>> configKeys() {
      return right.configKeys();
    }

    @Override
    public Storage open(StorageConfig config) {
      return right.open(config);
    }
  }

  private static SettingCase<Settings> entries() {
    return SettingCase.of("STORAGE_PLAIN_MAX_ENTRIES", Settings::maxEntries)
        .byDefault(1_000L)
        .set("500", 500L)
        .refuses("0", "many");
  }

  private static SettingCase<Settings> room() {
    return SettingCase.of("STORAGE_PLAIN_ROOM", Settings::room)
        .byDefault("attic")
        .set("cellar", "cellar");
  }

  /** A provider, or what is documented of it, with one thing wrong. */
  record Flaw(
      String what,
      StorageProvider provider,
      Behaviour behaviour,
      List<SettingCase<Settings>> cases,
      Set<String> expected) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Flaw flaw(String what, Behaviour behaviour, String... expected) {
    List<SettingCase<Settings>> right = List.of(entries(), room());
    return new Flaw(what, new PlainProvider(), behaviour, right, names(expected));
  }

  private static Flaw documented(
      String what, List<SettingCase<Settings>> cases, String... expected) {
    return new Flaw(what, new PlainProvider(), new Behaviour(), cases, names(expected));
  }

  private static Set<String> names(String... expected) {
    Set<String> names = new TreeSet<>();
    List.of(expected).forEach(name -> names.add("Subject." + name));
    return names;
  }

  private static List<ConfigKey<?>> with(ConfigKey<?> key) {
    List<ConfigKey<?>> keys = new ArrayList<>(List.of(PlainProvider.ENTRIES, PlainProvider.ROOM));
    keys.add(key);
    return keys;
  }

  static Stream<Flaw> flaws() {
    return Stream.of(registration(), declaredKeys(), settings()).flatMap(List::stream);
  }

  private static List<Flaw> registration() {
    return List.of(
        flaw("is right", new Behaviour()),
        new Flaw(
            "is not registered",
            new Unregistered(),
            new Behaviour(),
            List.of(entries(), room()),
            names(
                "class_canBeMadeByTheServiceLoader",
                "class_isFoundByTheServiceLoader",
                "class_isNamedInTheServicesFile")),
        flaw(
            "has an alias in capitals",
            new Behaviour() {
              @Override
              Set<String> aliases() {
                return Set.of("Simple");
              }
            },
            "mode_isLowerCase"));
  }

  private static List<Flaw> declaredKeys() {
    ConfigKey<Long> undescribed = ConfigKey.integer("STORAGE_PLAIN_EXTRA", 1).withDefault(1L);
    return List.of(
        flaw(
            "makes its keys anew",
            new Behaviour() {
              @Override
              List<ConfigKey<?>> keys() {
                ConfigKey<?> anew = PlainProvider.ROOM.describedAs("Anew.");
                return List.of(PlainProvider.ENTRIES, anew);
              }

              @Override
              Settings typed(StorageConfig config) {
                long entries = config.get(PlainProvider.ENTRIES);
                return new Settings(entries, config.settings().get(2).value());
              }
            },
            "keys_areTheSameObjectsEachTime"),
        flaw(
            "does not describe a key",
            new Behaviour() {
              @Override
              List<ConfigKey<?>> keys() {
                return with(undescribed);
              }
            },
            "keys_areDescribedInASentence",
            "keys_haveACaseEach"));
  }

  private static List<Flaw> settings() {
    return List.of(
        flaw(
            "forgets a setting",
            new Behaviour() {
              @Override
              Settings typed(StorageConfig config) {
                return new Settings(1_000L, config.get(PlainProvider.ROOM));
              }
            },
            "everySetting_reachesTheConfiguration"),
        flaw(
            "opens a storage of another mode",
            new Behaviour() {
              @Override
              String storageMode() {
                return "other";
              }
            },
            "openedStorage_hasTheMode"),
        flaw(
            "has another default",
            new Behaviour() {
              @Override
              Settings typed(StorageConfig config) {
                Settings right = super.typed(config);
                boolean unset = right.maxEntries() == 1_000;
                return unset ? new Settings(2_000, right.room()) : right;
              }
            },
            "defaults_areThoseDocumented"),
        documented(
            "takes what is documented as illegal",
            List.of(entries().refuses("1"), room()),
            "illegalValue_isRefusedByName"));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void flaw_failsTheTestsOfItsRuleAndNoOther(Flaw flaw) {
    provider = flaw.provider();
    PlainProvider.behaviour = flaw.behaviour();
    cases = flaw.cases();
    assertThat(KitRun.failing(Subject.class, true, flaw.expected()))
        .containsExactlyInAnyOrderElementsOf(flaw.expected());
  }

  /** What the rest assert, no provider can get wrong alone: the reading of settings refuses it. */
  @Test
  void everyTestOfTheKit_failsForSomeFlaw() {
    Set<String> unproved = KitRun.ownTests(StorageProviderContractTest.class);
    flaws().map(Flaw::expected).forEach(unproved::removeAll);
    assertThat(unproved)
        .containsExactlyInAnyOrder(
            "Subject.keys_beginWithTheProvidersPrefix",
            "Subject.modeAndAliases_chooseTheProvider",
            "Subject.unknownVariable_isRefusedByName");
  }
}
