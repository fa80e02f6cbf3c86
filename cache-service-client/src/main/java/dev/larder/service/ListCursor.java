package dev.larder.service;

import dev.larder.storage.KeyQuery;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a listing goes on: behind a name, in the listing of one query. */
final class ListCursor {

  private static final String SEPARATOR = "\n";

  private ListCursor() {}

  /** Returns the cursor behind that name. */
  static String behind(String name, KeyQuery query) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((of(query) + name).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the name behind which the query goes on; null on the first page.
   *
   * @throws IllegalArgumentException if the cursor is not one of such a query
   */
  static @Nullable String name(KeyQuery query) {
    if (query.cursor().isEmpty()) {
      return null;
    }
    String text;
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(query.cursor().get());
      text = new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException foreign) {
      throw query.illegalCursor();
    }
    if (!text.startsWith(of(query))) {
      throw query.illegalCursor();
    }
    return text.substring(of(query).length());
  }

  /** No part can hold a line feed, so that no two queries look alike. */
  private static String of(KeyQuery query) {
    return String.join(
        SEPARATOR,
        "1",
        query.namespace().value(),
        query.prefix().orElse(""),
        query.tag().orElse(""),
        "");
  }
}
