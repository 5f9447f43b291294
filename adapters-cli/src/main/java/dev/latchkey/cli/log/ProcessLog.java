package dev.latchkey.cli.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Sends the log to standard error, a line for each record. */
public final class ProcessLog {

  // Libraries are heard only when something is wrong. Flyway, the driver of PostgreSQL and what
  // loads the library of SQLite are not: what they say is thrown, too. Of two servers that create
  // one database at once, the one that
  // comes second is no trouble; and parts of a wrong URL may be a password.
  private static final String CONFIGURATION =
      """
      handlers=java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.level=ALL
      java.util.logging.ConsoleHandler.encoding=UTF-8
      java.util.logging.ConsoleHandler.formatter=%s
      .level=WARNING
      dev.latchkey.level=INFO
      org.flywaydb.level=OFF
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
