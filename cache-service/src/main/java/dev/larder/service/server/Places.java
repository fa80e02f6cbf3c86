package dev.larder.service.server;

import dev.larder.service.Strategy;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Chooses the folders of an entry. */
final class Places {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH", Locale.ROOT);

  private Places() {}

  /**
   * Returns the folders, in the order in which they are read.
   *
   * @param now when the entry is stored; its hour is that of this machine's time zone
   */
  static List<String> dirs(
      String namespace, Strategy strategy, String cacheKey, String fileId, Instant now) {
    return switch (strategy) {
      case DIRECT -> List.of(EntryRef.folder(namespace, direct(fileId)));
      case TEMPORAL -> List.of(EntryRef.folder(namespace, "data/temporal/" + hour(now)));
      case TEMPORAL_LATEST -> {
        String root = EntryRef.folder(namespace, "data/temporal-latest/");
        yield List.of(root + "latest", root + hour(now));
      }
      case TEMPORAL_VERSIONED -> {
        String root = EntryRef.folder(namespace, "data/temporal-versioned/");
        yield List.of(root + hour(now), root + "latest", root + "versions/v1");
      }
      case KEY_BASED -> List.of(EntryRef.folder(namespace, "data/key-based" + under(cacheKey)));
    };
  }

  private static String direct(String fileId) {
    StringBuilder path = new StringBuilder("data/direct");
    if (fileId.length() < 3) {
      return path.append('/').append(fileId).toString();
    }
    return path.append('/')
        .append(fileId, 0, 2)
        .append('/')
        .append(fileId, 2, Math.min(4, fileId.length()))
        .toString();
  }

  private static String under(String cacheKey) {
    String key = cacheKey.endsWith("/") ? cacheKey.substring(0, cacheKey.length() - 1) : cacheKey;
    return key.isEmpty() ? "" : "/" + key;
  }

  private static String hour(Instant now) {
    return HOUR.format(now.atZone(ZoneId.systemDefault()));
  }
}
