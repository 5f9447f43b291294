package dev.latchkey.cli.text;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes comma-separated values (RFC 4180), but with line feeds alone, as tools here expect. */
final class CsvWriter<T> implements RowWriter<T> {

  private final PrintWriter out;
  private final List<Column<T>> columns;
  private final SequenceWriter rows;

  CsvWriter(PrintWriter out, List<Column<T>> columns, boolean withHeader) {
    this.out = out;
    this.columns = columns;
    try {
      CsvSchema schema = CsvSchema.emptySchema().withLineSeparator("\n");
      rows = new CsvMapper().writer(schema).writeValues(out);
      if (withHeader) {
        rows.write(columns.stream().map(Column::name).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(T row) {
    try {
      rows.write(
          columns.stream()
              .map(column -> SafeText.escape(column.cell().apply(row).plain()))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    flush();
  }

  @Override
  public void flush() {
    try {
      rows.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.flush();
  }
}
