package dev.latchkey.cli;

import java.util.Locale;

/** How a command tells what it has done. */
public enum ResultFormat {
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
