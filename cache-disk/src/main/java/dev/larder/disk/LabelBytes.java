package dev.larder.disk;

import dev.larder.storage.SaveOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Attributes and tags as records hold them: the number of attributes (u16), for each the name and
 * the value; the number of tags (u8), and each tag. A text is its length (u16) and its UTF-8.
 */
final class LabelBytes {

  /** Attributes have 1 KiB of text and at least one byte each; tags are 16 of 64 bytes. */
  private static final int MOST = 2 + 1024 + 4 * 1024 + 1 + 16 * (2 + 64);

  private static final byte[] NONE = new byte[0];

  private LabelBytes() {}

  /** Returns the form of the labels in those options; nothing where there are none. */
  static byte[] of(SaveOptions options) {
    if (options.attributes().isEmpty() && options.tags().isEmpty()) {
      return NONE;
    }
    ByteBuffer form = ByteBuffer.allocate(MOST).order(ByteOrder.LITTLE_ENDIAN);
    form.putShort((short) options.attributes().size());
    options
        .attributes()
        .forEach(
            (name, value) -> {
              put(form, name);
              put(form, value);
            });
    form.put((byte) options.tags().size());
    options.tags().forEach(tag -> put(form, tag));
    return Arrays.copyOf(form.array(), form.position());
  }

  private static void put(ByteBuffer form, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    form.putShort((short) bytes.length).put(bytes);
  }

  /** Returns options with the labels of that form. */
  static SaveOptions parse(byte[] bytes) {
    if (bytes.length == 0) {
      return SaveOptions.defaults();
    }
    ByteBuffer form = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = form.getShort();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      attributes.put(text(form), text(form));
    }
    String[] tags = new String[form.get()];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = text(form);
    }
    return SaveOptions.defaults().withAttributes(attributes).withTags(tags);
  }

  private static String text(ByteBuffer form) {
    byte[] bytes = new byte[form.getShort()];
    form.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
