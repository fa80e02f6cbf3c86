package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.config.FakeProvider.Disk;
import dev.larder.config.FakeProvider.Memory;
import dev.larder.config.FakeProvider.OtherDisk;
import dev.larder.spi.StorageProvider;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderChoiceTest {

  private static final String PLACE = FakeProvider.place();
  private static final String SHADED =
      "if it is there: a shaded jar must merge META-INF/services (maven-shade:"
          + " ServicesResourceTransformer, Gradle Shadow: mergeServiceFiles()),";
  private static final String MODULE =
      "and a module must declare: provides dev.larder.spi.StorageProvider with ...";

  private static Candidate choose(String mode, StorageProvider... providers) {
    Given given = mode == null ? null : new Given("environment", "STORAGE_MODE", mode);
    return new ProviderChoice(ProviderDirectory.of(List.of(providers)), Optional.of("1.2.3"))
        .choose(given);
  }

  private static void assertInvalid(String mode, List<StorageProvider> providers, String... lines) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> choose(mode, providers.toArray(new StorageProvider[0])))
        .withMessage("Invalid storage configuration:\n  - " + String.join("\n      ", lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"disk", "DISK", "d-i_s-k", " Disk ", "local", "LOCAL"})
  void mode_isMatchedByNameOrAliasWithoutCaseDashOrUnderscore(String mode) {
    assertThat(choose(mode, new Memory(), new Disk()).mode()).isEqualTo("disk");
  }

  @Test
  void unsetMode_isTheOnlyProvider() {
    assertThat(choose(null, new Disk()).mode()).isEqualTo("disk");
  }

  @Test
  void unsetModeAmongSeveral_isMemory() {
    assertThat(choose(null, new Disk(), new Memory()).mode()).isEqualTo("memory");
  }

  @Test
  void unsetModeAmongSeveralWithoutMemory_listsThem() {
    assertInvalid(
        null,
        List.of(new Disk(), new OtherDisk()),
        "STORAGE_MODE: not set and there are several providers; set it to one of disk, other-disk",
        "found: disk (" + PLACE + "), other-disk (" + PLACE + ")");
  }

  @Test
  void unsetModeWithoutProviders_saysWhatToAdd() {
    assertInvalid(
        null,
        List.of(),
        "STORAGE_MODE: not set and no provider found; add dev.larder:cache-memory:1.2.3",
        "Maven:  <dependency><groupId>dev.larder</groupId><artifactId>cache-memory</artifactId>"
            + "<version>1.2.3</version></dependency>",
        "Gradle: implementation(\"dev.larder:cache-memory:1.2.3\")",
        "found: no provider at all",
        SHADED,
        MODULE);
  }

  @Test
  void knownModeWithoutItsJar_namesTheArtifact() {
    assertInvalid(
        "flight",
        List.of(new Memory(), new Disk()),
        "STORAGE_MODE=flight (environment): no provider for this mode;"
            + " add dev.larder:cache-flight:1.2.3",
        "Maven:  <dependency><groupId>dev.larder</groupId><artifactId>cache-flight</artifactId>"
            + "<version>1.2.3</version></dependency>",
        "Gradle: implementation(\"dev.larder:cache-flight:1.2.3\")",
        "found: memory (" + PLACE + "), disk (" + PLACE + ")",
        SHADED,
        MODULE);
  }

  @ParameterizedTest
  @CsvSource({
    "memory, cache-memory",
    "disk, cache-disk",
    "local, cache-disk",
    "flight, cache-flight",
    "Cache-Service, cache-service-client",
    "service, cache-service-client",
    "redis, cache-redis",
    "S3, cache-s3",
    "tiered, cache-layers"
  })
  void everyKnownMode_hasAnArtifact(String mode, String artifact) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> choose(mode))
        .withMessageContaining("; add dev.larder:" + artifact + ":1.2.3\n");
  }

  @Test
  void artifactOfUnknownVersion_isNamedWithoutOne() {
    assertThat(Artifacts.howToAdd("cache-s3", Optional.empty()))
        .containsExactly(
            "Maven:  <dependency><groupId>dev.larder</groupId><artifactId>cache-s3</artifactId>"
                + "</dependency>",
            "Gradle: implementation(\"dev.larder:cache-s3\")");
  }

  @Test
  void unknownMode_isAnErrorEvenWithOneProvider() {
    assertInvalid(
        "postgres",
        List.of(new Memory()),
        "STORAGE_MODE=postgres (environment): unknown mode",
        "found: memory (" + PLACE + ")");
  }

  @ParameterizedTest
  @CsvSource({"dsk, disk", "memroy, memory", "locla, local", "Cache_Servce, cache_service"})
  void misspeltMode_namesTheNearest(String mode, String nearest) {
    assertInvalid(
        mode,
        List.of(new Memory(), new Disk()),
        "STORAGE_MODE=" + mode + " (environment): unknown mode; did you mean " + nearest + "?",
        "found: memory (" + PLACE + "), disk (" + PLACE + ")");
  }

  @Test
  void twoProvidersForTheModeAskedFor_areBothNamed() {
    assertInvalid(
        "local",
        List.of(new Memory(), new Disk(), new OtherDisk()),
        "STORAGE_MODE=local (environment): more than one provider claims this mode: "
            + "dev.larder.config.FakeProvider$Disk ("
            + PLACE
            + ") and dev.larder.config.FakeProvider$OtherDisk ("
            + PLACE
            + "); keep one of them");
  }

  @Test
  void twoProvidersForMemory_areAnErrorWhereNothingIsAskedFor() {
    assertInvalid(
        null,
        List.of(new Memory(), new FakeProvider("MEMORY")),
        "STORAGE_MODE: not set, so it is memory: more than one provider claims this mode: "
            + "dev.larder.config.FakeProvider$Memory ("
            + PLACE
            + ") and dev.larder.config.FakeProvider ("
            + PLACE
            + "); keep one of them");
  }

  @Test
  void twoProvidersForAnotherMode_areNoConcern() {
    assertThat(choose("memory", new Memory(), new Disk(), new OtherDisk()).mode())
        .isEqualTo("memory");
    assertThat(choose("disk", new Memory(), new Disk(), new OtherDisk()).mode()).isEqualTo("disk");
  }

  @Test
  void providerOfOneClassTwice_isOne() {
    assertThat(choose("disk", new Disk(), new Disk()).mode()).isEqualTo("disk");
  }
}
