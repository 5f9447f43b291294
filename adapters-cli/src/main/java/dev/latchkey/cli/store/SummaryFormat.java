package dev.latchkey.cli.store;

import java.util.Locale;

/** How an import tells its result. */
enum SummaryFormat {
  /** For a person. */
  TEXT,
  /** For a script. */
  JSON;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
