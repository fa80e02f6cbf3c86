package dev.larder.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretFileTest {

  private static final String NAME = "STORAGE_REDIS_PASSWORD";
  private static final ConfigKey<String> PASSWORD = ConfigKey.text(NAME).secret();
  private static final ConfigKey<Long> PIN = ConfigKey.integer("STORAGE_REDIS_PIN", 1).secret();

  @TempDir Path directory;

  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("secret"), content);
  }

  private static StorageConfig config(Map<String, String> values) {
    return StorageConfig.of("redis", List.of(PASSWORD, PIN), values);
  }

  private static void assertInvalid(Map<String, String> values, String problem) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> config(values))
        .withMessage("Invalid storage configuration:\n  - " + problem);
  }

  private void assertUnusable(Path file, String reason) {
    assertInvalid(
        Map.of(NAME + "_FILE", file.toString()),
        NAME + "_FILE=" + file + ": cannot be used: " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pässword", "pässword\n", "pässword\r\n"})
  void file_isReadWithoutTheNewlineAtItsEnd(String content) throws IOException {
    Path file = file(content.getBytes(UTF_8));
    StorageConfig config = config(Map.of("storage.redis.password-file", file + " "));

    assertThat(config.get(PASSWORD)).isEqualTo("pässword");
    assertThat(config.settings()).contains(new Setting(NAME, "***", "map, file " + file + " "));
  }

  @Test
  void otherBlanks_belongToTheSecret() throws IOException {
    Path file = file(" a\r\r\n".getBytes(UTF_8));

    assertThat(config(Map.of(NAME + "_FILE", file.toString())).get(PASSWORD)).isEqualTo(" a\r");
  }

  @Test
  void valueAndFileAtOnce_areReported() throws IOException {
    Path file = file("a".getBytes(UTF_8));

    assertInvalid(
        Map.of(NAME, "a", NAME + "_FILE", file.toString()),
        NAME + " and " + NAME + "_FILE: set at once (map) and not the same; keep one");
  }

  @Test
  void unusableFile_isReportedWithoutItsContent() throws IOException {
    assertUnusable(directory.resolve("missing"), "no such file");
    assertUnusable(directory, "is not a regular file");
    assertUnusable(file(new byte[0]), "is empty");
    assertUnusable(file(" \n".getBytes(UTF_8)), "is empty");
    assertUnusable(file(new byte[] {'a', (byte) 0xff}), "is not UTF-8");
    assertUnusable(file(new byte[SecretFile.LARGEST + 1]), "holds more than 65536 bytes");
  }

  @Test
  void largestFile_isRead() throws IOException {
    Path file = file("x".repeat(SecretFile.LARGEST).getBytes(UTF_8));

    assertThat(config(Map.of(NAME + "_FILE", file.toString())).get(PASSWORD))
        .hasSize(SecretFile.LARGEST);
  }

  @Test
  void illegalContent_isReportedWithThePathOnly() throws IOException {
    Path file = file("hunter2".getBytes(UTF_8));

    assertInvalid(
        Map.of("STORAGE_REDIS_PIN_FILE", file.toString()),
        "STORAGE_REDIS_PIN_FILE=" + file + ": what it holds must be an integer of at least 1");
  }

  @Test
  void illegalPath_isReported() {
    assertInvalid(Map.of(NAME + "_FILE", "a\0b"), NAME + "_FILE=a\ufffdb: must be a path");
  }

  @Test
  void settingThatIsNoSecret_hasNoFile() {
    ConfigKey<Long> entries = ConfigKey.integer("STORAGE_MEMORY_MAX", 1);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                StorageConfig.of(
                    "memory", List.of(entries), Map.of("STORAGE_MEMORY_MAX_FILE", "x")))
        .withMessage(
            "Invalid storage configuration:\n  - STORAGE_MEMORY_MAX_FILE: unknown variable");
  }
}
