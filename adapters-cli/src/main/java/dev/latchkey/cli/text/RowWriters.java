package dev.latchkey.cli.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;

/** The ways to write rows. */
public final class RowWriters {

  private RowWriters() {}

  /** In columns, for people. */
  public static <T> RowWriter<T> table(
      PrintWriter out, Terminal terminal, List<Column<T>> columns, boolean withHeader) {
    return new TableWriter<>(out, terminal, columns, withHeader);
  }

  /** As comma-separated values. */
  public static <T> RowWriter<T> csv(PrintWriter out, List<Column<T>> columns, boolean withHeader) {
    return new CsvWriter<>(out, columns, withHeader);
  }

  /** As a JSON array. */
  public static <T> RowWriter<T> json(PrintWriter out, Listing<T> listing) {
    return new JsonArrayWriter<>(out, listing.json());
  }

  /** As a JSON array of what is JSON. */
  public static RowWriter<ObjectNode> json(PrintWriter out) {
    return new JsonArrayWriter<>(out, node -> node);
  }

  /** The ids alone. */
  public static <T> RowWriter<T> ids(PrintWriter out, Listing<T> listing) {
    return new IdWriter<>(out, listing.id());
  }
}
