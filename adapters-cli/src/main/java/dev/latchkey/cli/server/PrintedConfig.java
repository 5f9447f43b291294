package dev.latchkey.cli.server;

import dev.latchkey.cli.EffectiveSettings.Effective;
import dev.latchkey.cli.text.SafeText;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;

/** Prints a configuration as a file that would set the same, with where each value came from. */
final class PrintedConfig {

  private static final Pattern PASSWORD = Pattern.compile("(?i)([?&][^=&]*password=)[^&]*");

  private PrintedConfig() {}

  static void print(PrintWriter out, List<Effective> settings) {
    for (Effective setting : settings) {
      String line =
          setting.value().isEmpty()
              ? "# " + setting.name() + " is not set"
              : "# from "
                  + setting.origin()
                  + "\n"
                  + setting.name()
                  + " = "
                  + PASSWORD.matcher(setting.value()).replaceAll("$1***");
      // A variable may hold anything.
      out.println(SafeText.escapeLines(line));
    }
    out.flush();
  }
}
