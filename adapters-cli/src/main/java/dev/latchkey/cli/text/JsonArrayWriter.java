package dev.latchkey.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Function;

/** Writes a JSON array, indented by two spaces. */
final class JsonArrayWriter<T> implements RowWriter<T> {

  private final PrintWriter out;
  private final Function<? super T, ? extends JsonNode> json;
  private boolean begun;

  JsonArrayWriter(PrintWriter out, Function<? super T, ? extends JsonNode> json) {
    this.out = out;
    this.json = json;
  }

  @Override
  public void write(T row) {
    out.print(begun ? ",\n" : "[\n");
    begun = true;
    out.print(JsonText.of(json.apply(row)).stripTrailing().indent(2).stripTrailing());
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.println(begun ? "\n]" : "[]");
    out.flush();
  }
}
