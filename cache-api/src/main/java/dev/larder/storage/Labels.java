package dev.larder.storage;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules for attributes and tags, kept where every way in passes. */
final class Labels {

  static final int MAX_ATTRIBUTE_BYTES = 1024;
  static final int MAX_TAGS = 16;

  private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");

  private Labels() {}

  static Map<String, String> attributes(Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    int bytes = 0;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String name = attribute.getKey();
      if (!ATTRIBUTE_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "attribute name (" + Printable.text(name) + ") must match " + ATTRIBUTE_NAME.pattern());
      }
      bytes += name.length() + utf8Length(name, attribute.getValue());
    }
    if (bytes > MAX_ATTRIBUTE_BYTES) {
      throw new IllegalArgumentException(
          "attributes "
              + attributes.keySet()
              + " must have at most "
              + MAX_ATTRIBUTE_BYTES
              + " bytes together, names and values in UTF-8, but have "
              + bytes);
    }
    return Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  private static int utf8Length(String name, String value) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(
          "attribute "
              + name
              + " ("
              + Printable.text(value)
              + ") must not have unpaired surrogates");
    }
    return value.getBytes(StandardCharsets.UTF_8).length;
  }

  static Set<String> tags(Collection<String> tags) {
    if (tags.isEmpty()) {
      return Set.of();
    }
    tags.forEach(Labels::tag);
    Set<String> sorted = new TreeSet<>(tags);
    if (sorted.size() > MAX_TAGS) {
      throw new IllegalArgumentException(
          "tags " + sorted + " must be at most " + MAX_TAGS + ", but are " + sorted.size());
    }
    return Collections.unmodifiableSet(sorted);
  }

  static String tag(String tag) {
    Objects.requireNonNull(tag, "tag");
    if (!TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException(
          "tag (" + Printable.text(tag) + ") must match " + TAG.pattern());
    }
    return tag;
  }
}
