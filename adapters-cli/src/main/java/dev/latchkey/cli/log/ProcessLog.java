package dev.latchkey.cli.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Sends the log to standard error, a line for each record. */
public final class ProcessLog {

  private static final String CONFIGURATION =
      """
      handlers=java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.level=ALL
      java.util.logging.ConsoleHandler.encoding=UTF-8
      java.util.logging.ConsoleHandler.formatter=%s
      # Libraries are heard only when something is wrong.
      .level=WARNING
      dev.latchkey.level=INFO
      # What these say is thrown, too, and is told then.
      # Of two servers that create one database at once, the one that comes second is no trouble.
      org.flywaydb.level=OFF
      # Parts of a wrong URL may be a password.
      org.postgresql.level=OFF
      org.sqlite.SQLiteJDBCLoader.level=OFF
      """;

  private ProcessLog() {}

  /** Begins to do so. */
  public static void start(LogFormat format) {
    String configuration = CONFIGURATION.formatted(format.formatterName());
    try {
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(configuration.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
