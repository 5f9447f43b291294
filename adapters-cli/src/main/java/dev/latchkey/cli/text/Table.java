package dev.latchkey.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lays out rows in columns, two spaces apart, under an upper-case header. What it writes is safe
 * for a terminal.
 */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Begins a table with these column names. */
  public Table(List<String> header) {
    rows.add(header.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
  }

  /** Adds a row with one cell for each column. */
  public void add(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "%d cells (expected: %d)".formatted(cells.size(), rows.get(0).size()));
    }
    rows.add(cells.stream().map(SafeText::escape).toList());
  }

  /** The whole table; every line ends with a line feed and without blanks before it. */
  public String text() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row, widths)).append('\n'));
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(column == 0 ? "" : GAP)
          .append(cell)
          .append(" ".repeat(widths[column] - width(cell)));
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
