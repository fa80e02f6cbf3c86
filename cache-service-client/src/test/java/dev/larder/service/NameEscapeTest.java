package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name has a file of its own, which the service does not alter. */
class NameEscapeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metrics.json|metrics_json",
        "metrics_json|metrics_-5f-json",
        "report.v2.md|report_-2e-v2_md",
        "a.tar.gz|a_-2e-tar_gz",
        "a.JSON|a_-2e-JSON",
        ".json|_json",
        "a b|a_-20-b",
        "日本語.txt|_-65e5_672c_8a9e-_txt",
        "😀|_-1f600-",
        "_-20-|_-5f--20-",
        "_-20_30-|_-5f--20_30-",
        "_|_-5f-",
        "___|_-5f-__",
        "%2F|_-25-2F",
      })
  void knownFiles_areAlwaysTheSame(String part, String file) {
    assertThat(NameEscape.file(part)).isEqualTo(file);
    assertThat(NameEscape.partOfFile(file)).isEqualTo(part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1.0|v1.0",
        ".hidden|.hidden",
        "...|._-2e_2e-",
        "a..b|a._-2e-b",
        "metrics.json|metrics.json",
        "a_json|a_json",
        "__|_-5f-_",
      })
  void knownFolders_areAlwaysTheSame(String part, String folder) {
    assertThat(NameEscape.folder(part)).isEqualTo(folder);
    assertThat(NameEscape.partOfFolder(folder)).isEqualTo(part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_x_value", "-rf", "a__b", "x-", "_-xyz-", "_-", "_-20", "A_-", "0"})
  void whatTheServiceKeeps_staysAsItIs(String part) {
    assertThat(NameEscape.file(part)).isEqualTo(part);
    assertThat(NameEscape.folder(part)).isEqualTo(part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_-61-", "_-0020-", "_-20-_-30-", "_-d800-", "_-110000-", "_-fffffffff-"})
  void fileThatNoNameHas_isNone(String file) {
    assertThat(NameEscape.partOfFile(file)).isNull();
    assertThat(NameEscape.partOfFolder(file)).isNull();
  }

  @Provide
  Arbitrary<String> parts() {
    Arbitrary<String> tricky =
        Arbitraries.of(
                "_", "-", "_-", ".", "..", "2", "20", "f", "json", ".md", " ", "é", "😀", "x")
            .list()
            .ofMinSize(1)
            .ofMaxSize(8)
            .map(pieces -> String.join("", pieces));
    Arbitrary<String> any =
        Arbitraries.strings().ofMinLength(1).ofMaxLength(20).filter(NameEscapeTest::isLegal);
    return Arbitraries.oneOf(tricky, any)
        .filter(part -> !part.equals(".") && !part.equals("..") && part.indexOf('/') < 0);
  }

  static boolean isLegal(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff));
  }

  @Property(tries = 5_000)
  void everyPart_comesBack(@ForAll("parts") String part) {
    assertThat(NameEscape.partOfFile(NameEscape.file(part))).isEqualTo(part);
    assertThat(NameEscape.partOfFolder(NameEscape.folder(part))).isEqualTo(part);
  }

  @Property(tries = 5_000)
  void everyPart_isInTheServicesCharacters(@ForAll("parts") String part) {
    assertThat(NameEscape.file(part)).matches("[A-Za-z0-9_-]+").containsPattern("[^_]");
    assertThat(NameEscape.folder(part))
        .matches("[A-Za-z0-9_.-]+")
        .containsPattern("[^_]")
        .doesNotContain("..")
        .isNotEqualTo(".");
  }

  @Property(tries = 5_000)
  void differentParts_haveDifferentFiles(
      @ForAll("parts") String one, @ForAll("parts") String other) {
    assertThat(NameEscape.file(one).equals(NameEscape.file(other))).isEqualTo(one.equals(other));
    assertThat(NameEscape.folder(one).equals(NameEscape.folder(other)))
        .isEqualTo(one.equals(other));
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.strings().withChars("_-0aj").ofMinLength(1).ofMaxLength(10);
  }

  /** What others wrote is either read back under the very name, or is no name of ours. */
  @Property(tries = 5_000)
  void everyFile_isThatOfItsPartOrOfNone(@ForAll("files") String file) {
    String part = NameEscape.partOfFile(file);
    if (part != null) {
      assertThat(NameEscape.file(part)).isEqualTo(file);
    }
    boolean isRun = file.contains("_-") && file.endsWith("-");
    assertThat(part == null)
        .as("only what has a run can be none")
        .isIn(isRun || hasRun(file), false);
  }

  private static boolean hasRun(String file) {
    return file.matches(".*_-[0a_]+-.*") || file.matches("_+");
  }
}
