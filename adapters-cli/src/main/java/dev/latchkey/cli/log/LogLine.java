package dev.latchkey.cli.log;

import dev.latchkey.cli.text.SafeText;
import dev.latchkey.core.key.TokenText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Writes a record of the log as a line: time, level, logger, message; below it the stack trace, if
 * there is one. Public because the JDK makes it by its name.
 */
public final class LogLine extends Formatter {

  /** Made by the JDK. */
  public LogLine() {}

  @Override
  public String format(LogRecord record) {
    String line =
        "%s %s %s: %s%n"
            .formatted(
                record.getInstant().truncatedTo(ChronoUnit.MILLIS),
                record.getLevel().getName(),
                record.getLoggerName(),
                // A client chooses part of what is logged, and must not be able to begin a line.
                SafeText.escape(formatMessage(record)));
    // Nobody logs a secret; should somebody do it one day, it ends here (G4).
    return TokenText.redact(line + stackTrace(record));
  }

  private static String stackTrace(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return SafeText.escapeLines(text.toString().replace("\t", "    "));
  }
}
