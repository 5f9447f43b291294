package dev.latchkey.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/**
 * How things of one kind are listed.
 *
 * @param columns all that there are, in order
 * @param standard the names of those that are shown when nothing else is asked for
 * @param id what {@code --quiet} prints
 * @param json what stands in the array of {@code -o json}
 */
public record Listing<T>(
    List<Column<T>> columns,
    List<String> standard,
    Function<? super T, String> id,
    Function<? super T, ? extends JsonNode> json) {

  /** Copies the lists, so that they can't change afterwards. */
  public Listing {
    columns = List.copyOf(columns);
    standard = List.copyOf(standard);
  }
}
