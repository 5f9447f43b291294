package dev.latchkey.cli.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Lays out rows in columns, two spaces apart, under an upper-case header. The first rows decide how
 * wide the columns are. What it writes is safe for a terminal and fits its width: names are cut
 * first, and where that is not enough, whatever is widest but the first column. Away from a
 * terminal nothing is ever cut.
 */
final class TableWriter<T> implements RowWriter<T> {

  /** How many rows decide about the widths; it bounds the memory. */
  static final int FIRST_ROWS = 1000;

  private static final String GAP = "  ";
  private static final int MIN_CUT = 8;
  private static final int MIN_WIDTH = 3;

  private final PrintWriter out;
  private final Terminal terminal;
  private final List<Column<T>> columns;
  private final boolean withHeader;
  private final List<List<Cell>> first = new ArrayList<>();
  private int[] widths = {};
  private boolean begun;

  TableWriter(PrintWriter out, Terminal terminal, List<Column<T>> columns, boolean withHeader) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns;
    this.withHeader = withHeader;
  }

  @Override
  public void write(T row) {
    List<Cell> cells = columns.stream().map(column -> column.cell().apply(row)).toList();
    if (begun) {
      print(cells);
      return;
    }
    first.add(cells);
    if (first.size() == FIRST_ROWS) {
      begin();
    }
  }

  @Override
  public void flush() {
    if (!first.isEmpty()) {
      begin();
    }
    out.flush();
  }

  @Override
  public void close() {
    flush();
  }

  private void begin() {
    List<Cell> header =
        columns.stream()
            .map(column -> Cell.of(column.name().toUpperCase(Locale.ROOT)).in(Style.HEADER))
            .toList();
    widths = new int[columns.size()];
    if (withHeader) {
      measure(header);
    }
    first.forEach(this::measure);
    if (terminal.out()) {
      fit();
    }
    begun = true;
    if (withHeader) {
      print(header);
    }
    first.forEach(this::print);
    first.clear();
  }

  private void measure(List<Cell> row) {
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Math.max(widths[column], DisplayWidth.of(text(row.get(column))));
    }
  }

  private void fit() {
    int tooMuch = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    tooMuch -= terminal.width();
    while (tooMuch > 0 && narrow(column -> columns.get(column).canBeCut(), MIN_CUT)) {
      tooMuch--;
    }
    while (tooMuch > 0 && narrow(column -> column > 0, MIN_WIDTH)) {
      tooMuch--;
    }
  }

  /** Takes a character from the widest of some columns; false if all of them are narrow enough. */
  private boolean narrow(IntPredicate isMeant, int least) {
    int widest = -1;
    for (int column = 0; column < widths.length; column++) {
      if (isMeant.test(column)
          && widths[column] > least
          && (widest < 0 || widths[column] > widths[widest])) {
        widest = column;
      }
    }
    if (widest >= 0) {
      widths[widest]--;
    }
    return widest >= 0;
  }

  private void print(List<Cell> row) {
    StringBuilder line = new StringBuilder();
    int blanks = 0;
    for (int column = 0; column < widths.length; column++) {
      String text = text(row.get(column));
      if (terminal.out() && (column > 0 || columns.get(column).canBeCut())) {
        text = DisplayWidth.cut(text, widths[column]);
      }
      if (!text.isEmpty()) {
        line.append(" ".repeat(blanks)).append(row.get(column).style().of(text, terminal));
        blanks = 0;
      }
      blanks += Math.max(0, widths[column] - DisplayWidth.of(text)) + GAP.length();
    }
    out.println(line);
  }

  private String text(Cell cell) {
    return SafeText.escape(terminal.out() ? cell.shown() : cell.plain());
  }
}
