package dev.latchkey.cli.text;

import java.io.PrintWriter;
import java.util.function.Function;

/** Writes the id of each row on a line of its own. */
final class IdWriter<T> implements RowWriter<T> {

  private final PrintWriter out;
  private final Function<? super T, String> id;

  IdWriter(PrintWriter out, Function<? super T, String> id) {
    this.out = out;
    this.id = id;
  }

  @Override
  public void write(T row) {
    out.println(SafeText.escape(id.apply(row)));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
