package dev.latchkey.cli;

import dev.latchkey.cli.completion.Candidates;
import dev.latchkey.cli.text.Column;
import dev.latchkey.cli.text.Listing;
import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.cli.text.RowWriters;
import dev.latchkey.cli.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that lists or shows things. */
public final class ListOptions implements Candidates {

  private final Supplier<? extends Listing<?>> listed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = {"-c", "--column"},
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Which columns, in which order; may be repeated, or a list with commas. A wrong name tells"
              + " which there are.")
  @Nullable List<String> columns;

  @Option(names = "--no-headers", description = "Leave out the line with the names of the columns.")
  boolean noHeaders;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the ids alone, one on each line.")
  boolean quiet;

  /**
   * @param listed what is listed, at any time
   */
  ListOptions(Supplier<? extends Listing<?>> listed) {
    this.listed = listed;
  }

  /** The names of the columns, written so that a shell takes each for one word. */
  @Override
  public List<String> valuesOf(String option) {
    return option.equals("--column")
        ? listed.get().columns().stream().map(column -> column.name().replace(' ', '_')).toList()
        : List.of();
  }

  /**
   * Whether programs are to read it.
   *
   * @throws CommandFailure as {@link #begin} does
   */
  boolean isJson(Listing<?> listing) {
    choose(listing);
    return format == OutputFormat.JSON && !quiet;
  }

  /**
   * Begins to write rows to the standard output.
   *
   * @throws CommandFailure if there are columns asked for that there are not; all are told
   */
  public <T> RowWriter<T> begin(ProcessContext context, Listing<T> listing) {
    List<Column<T>> chosen = choose(listing);
    if (quiet) {
      return RowWriters.ids(context.out(), listing);
    }
    return switch (format) {
      case TABLE -> RowWriters.table(context.out(), context.terminal(), chosen, !noHeaders);
      case CSV -> RowWriters.csv(context.out(), chosen, !noHeaders);
      case JSON -> RowWriters.json(context.out(), listing);
    };
  }

  private <T> List<Column<T>> choose(Listing<T> listing) {
    List<String> known = listing.columns().stream().map(Column::name).toList();
    List<Column<T>> chosen = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (columns != null && columns.isEmpty()) {
      problems.add("--column names no column");
    }
    for (String name : columns == null ? listing.standard() : columns) {
      Optional<Column<T>> column = find(listing, name.strip());
      column.ifPresent(chosen::add);
      if (column.isEmpty()) {
        problems.add(
            "there is no column \"" + name + "\"" + Suggestions.didYouMean(name.strip(), known));
      }
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(
          String.join("\n", problems) + "\n(expected: " + String.join(", ", known) + ")");
    }
    return chosen;
  }

  private static <T> Optional<Column<T>> find(Listing<T> listing, String name) {
    return listing.columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name.replace('_', ' ')))
        .findFirst();
  }
}
