package dev.latchkey.cli;

import java.util.Locale;

/** How a listing is printed. */
public enum OutputFormat {
  /** For people, in columns. */
  TABLE,
  /** For programs: one array, as the HTTP API has it. */
  JSON,
  /** For programs and spreadsheets: the columns, between commas. */
  CSV;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
