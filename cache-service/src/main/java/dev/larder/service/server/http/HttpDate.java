package dev.larder.service.server.http;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The time as answers say it. It is made once a second, and without the formatters of the JDK,
 * whose first use takes longer than all else between start and first answer.
 */
final class HttpDate {

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private static volatile HttpDate latest = new HttpDate(0);

  private final long second;
  private final String text;

  private HttpDate(long second) {
    this.second = second;
    this.text = text(second);
  }

  static String now() {
    long second = System.currentTimeMillis() / 1_000;
    HttpDate date = latest;
    if (date.second != second) {
      date = new HttpDate(second);
      latest = date;
    }
    return date.text;
  }

  static String text(long second) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    int day = (time.getDayOfWeek().getValue() - 1) * 3;
    int month = (time.getMonthValue() - 1) * 3;
    StringBuilder text = new StringBuilder(32).append(DAYS, day, day + 3).append(", ");
    two(text, time.getDayOfMonth()).append(' ').append(MONTHS, month, month + 3);
    text.append(' ').append(time.getYear()).append(' ');
    two(text, time.getHour()).append(':');
    two(text, time.getMinute()).append(':');
    return two(text, time.getSecond()).append(" GMT").toString();
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
