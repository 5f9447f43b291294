package dev.latchkey.cli;

import java.util.Locale;

/** How a command prints records. */
enum OutputFormat {
  /** For a person. */
  TABLE,
  /** For a script. */
  JSON;

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
