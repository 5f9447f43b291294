package dev.latchkey.cli.text;

import java.util.function.Function;

/**
 * One column of a listing.
 *
 * @param name as it is called on the command line and, in upper case, in the header
 * @param canBeCut whether a terminal that is too narrow may cut its cells; those that people copy
 *     from it stay whole
 * @param cell what it shows of a row
 */
public record Column<T>(String name, boolean canBeCut, Function<? super T, Cell> cell) {

  /** A column that stays whole. */
  public static <T> Column<T> whole(String name, Function<? super T, Cell> cell) {
    return new Column<>(name, false, cell);
  }

  /** A column of texts of any length. */
  public static <T> Column<T> text(String name, Function<? super T, String> text) {
    return new Column<>(name, true, row -> Cell.of(text.apply(row)));
  }
}
