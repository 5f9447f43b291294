package dev.latchkey.jdbi;

import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Names a PostgreSQL database. It may hold a password, so no message and no text of this object
 * repeats it.
 */
final class PostgresUrl {

  static final String PREFIX = "jdbc:postgresql:";

  static final String EXPECTED = PREFIX + "//HOST:PORT/DATABASE?user=NAME";

  private final String text;

  private PostgresUrl(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if the driver can't read it
   */
  static PostgresUrl of(String text) {
    // The driver would take the password for a port number and log it.
    if (addressOf(text).contains("@")) {
      throw new IllegalArgumentException(
          "the JDBC URL has a user in front of the host (expected: " + EXPECTED + ")");
    }
    try {
      DriverManager.getDriver(text);
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "the JDBC URL can't be read (expected: " + EXPECTED + ")", e);
    }
    return new PostgresUrl(text);
  }

  private static String addressOf(String text) {
    int options = text.indexOf('?');
    return options < 0 ? text : text.substring(0, options);
  }

  /** The URL itself, for the driver. */
  String text() {
    return text;
  }

  @Override
  public String toString() {
    return PREFIX + "...";
  }
}
