package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rows of text in columns, printed as an aligned Markdown table. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    row(header);
  }

  /** Adds a row. It must have as many cells as the header. */
  Table row(String... cells) {
    if (!rows.isEmpty() && cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells does not fit " + rows.get(0));
    }
    rows.add(Arrays.asList(cells));
    return this;
  }

  /** Returns the number in four characters or so: the digits that mean something. */
  static String number(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Returns the smallest and the largest of those measurements. */
  static String range(Samples.Spread spread) {
    return number(spread.min()) + "–" + number(spread.max());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      text.append('|');
      for (int column = 0; column < rows.get(row).size(); column++) {
        String format = column == 0 ? " %-" + width(column) + "s |" : " %" + width(column) + "s |";
        text.append(String.format(Locale.ROOT, format, rows.get(row).get(column)));
      }
      text.append('\n');
      if (row == 0) {
        rule(text);
      }
    }
    return text.toString();
  }

  private void rule(StringBuilder text) {
    text.append('|');
    for (int column = 0; column < rows.get(0).size(); column++) {
      String dashes = "-".repeat(width(column));
      text.append(column == 0 ? " " + dashes + " |" : " " + dashes + ":|");
    }
    text.append('\n');
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
