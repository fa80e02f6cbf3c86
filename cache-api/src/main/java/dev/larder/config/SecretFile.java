package dev.larder.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds one secret, as orchestrators mount them. */
final class SecretFile {

  /** Larger than any key or certificate, and small enough for a path that was mistaken. */
  static final int LARGEST = 64 * 1024;

  private SecretFile() {}

  /**
   * Returns the text of the file without the newline that editors put at its end.
   *
   * @throws IOException with a reason fit for a message, which holds nothing of the content
   */
  static String read(Path file) throws IOException {
    byte[] bytes = bytes(file);
    if (bytes.length > LARGEST) {
      throw new IOException("holds more than " + LARGEST + " bytes");
    }
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new IOException("is not UTF-8", malformed);
    }
    String secret = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    secret = secret.endsWith("\r") && secret.length() < text.length() ? chop(secret) : secret;
    if (secret.isBlank()) {
      throw new IOException("is empty");
    }
    return secret;
  }

  private static String chop(String text) {
    return text.substring(0, text.length() - 1);
  }

  private static byte[] bytes(Path file) throws IOException {
    // A pipe would block the start of the program.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException missing) {
      throw new IOException("no such file", missing);
    } catch (AccessDeniedException denied) {
      throw new IOException("permission denied", denied);
    }
  }
}
