package dev.larder.service;

import dev.larder.service.zip.LargeZipException;
import dev.larder.service.zip.UnreadableZipException;
import dev.larder.service.zip.ZipMembers;
import dev.larder.storage.Blob;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hashes by which the service finds entries: the first 16 hexadecimal digits of SHA-256, in
 * lower case, over what depends on the kind of the value. Keys, file ids, namespaces and strategies
 * never enter them.
 */
public final class CacheHash {

  private static final int BYTES = 8;
  private static final byte[] ZERO = {0};

  /** A zip of a few kilobytes may unpack to gigabytes; all of it is on the heap for its hash. */
  private static final int MOST_UNPACKED = 256 * 1024 * 1024;

  private CacheHash() {}

  /**
   * Returns the hash of a text entry.
   *
   * @throws IllegalArgumentException if the text has an unpaired surrogate, which UTF-8 cannot hold
   */
  public static String ofString(String text) {
    try {
      MessageDigest digest = newDigest();
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      digest.update(bytes);
      return of(digest);
    } catch (CharacterCodingException unpaired) {
      throw new IllegalArgumentException("the text has an unpaired surrogate", unpaired);
    }
  }

  /** Returns the hash of a binary entry. */
  public static String ofBytes(byte[] bytes) {
    MessageDigest digest = newDigest();
    digest.update(bytes);
    return of(digest);
  }

  /** Returns the hash of a binary entry. */
  public static String ofBytes(Blob blob) {
    MessageDigest digest = newDigest();
    digest.update(blob.buffer());
    return of(digest);
  }

  /**
   * Returns the hash of a JSON entry that was stored without a field path.
   *
   * @param value a tree, see {@link JsonForm}
   */
  public static String ofJson(@Nullable Object value) {
    return ofBytes(CanonicalJson.bytes(value));
  }

  /**
   * Returns the hash of a JSON entry that was stored with a field path.
   *
   * @param value the whole entry
   * @param path the names on the way, joined by dots; what the service alters in them is altered
   *     here
   * @throws IllegalArgumentException if there is no such field, it is null or an empty text, or the
   *     path is no path
   */
  public static String ofField(Map<String, ?> value, String path) {
    String clean = FieldPath.clean(path);
    Object field = FieldPath.find(value, clean);
    if (field == null) {
      throw new IllegalArgumentException("Field '" + clean + "' not found in data");
    }
    if (field instanceof String text) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("Field '" + clean + "' is empty");
      }
      return ofString(text);
    }
    if (field instanceof Boolean flag) {
      return ofString(flag ? "True" : "False");
    }
    return ofBytes(CanonicalJson.bytes(field));
  }

  /**
   * Returns the hash of a zip by its members: compression, order and times do not matter, and of
   * members with one name the last counts.
   *
   * @throws IllegalArgumentException if the bytes are no zip, or one of more than 65,535 members,
   *     or of more than 256 MiB when unpacked, which take up to twice that of the heap, or packed
   *     otherwise than by {@code deflate}; for such there is {@link #ofZip(Map)}
   */
  public static String ofZip(Blob zip) {
    return ofZip(zip, MOST_UNPACKED, ZipMembers.MOST);
  }

  static String ofZip(Blob zip, int mostUnpacked, int mostMembers) {
    try {
      return ofZip(ZipMembers.read(zip, mostUnpacked, mostMembers));
    } catch (UnreadableZipException damaged) {
      throw new IllegalArgumentException(damaged.why(), damaged);
    } catch (LargeZipException large) {
      throw new IllegalArgumentException(
          "the zip " + large.what() + "; hash its members with ofZip(Map) if that is meant", large);
    }
  }

  /** Returns the hash of a zip with those members, by name. */
  public static String ofZip(Map<String, byte[]> members) {
    MessageDigest digest = newDigest();
    List<String> names = members.keySet().stream().sorted(CodePointOrder.INSTANCE).toList();
    for (String name : names) {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update(ZERO);
      digest.update(members.getOrDefault(name, ZERO));
      digest.update(ZERO);
    }
    return of(digest);
  }

  /** Returns a digest to be updated with bytes as they pass, for {@link #of}. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Completes the digest and returns the hash of what went into it. */
  public static String of(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
