package dev.latchkey.jdbi;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Names a PostgreSQL database, of several hosts the one that is the primary: a standby lags behind,
 * and would verify keys that were expired already. It may hold a password, so no message and no
 * text of this object repeats it.
 */
final class PostgresUrl {

  static final String PREFIX = "jdbc:postgresql:";

  static final String EXPECTED = PREFIX + "//HOST:PORT/DATABASE?user=NAME";

  private static final String SERVER_TYPE = "targetServerType=";
  private static final Pattern OTHER_SERVER =
      Pattern.compile("[?&]" + SERVER_TYPE + "(?!(primary|master)(&|$))");

  private final String text;

  private PostgresUrl(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if the driver can't read it, or if it leads to a standby
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
    if (OTHER_SERVER.matcher(text).find()) {
      throw new IllegalArgumentException(
          "the JDBC URL leads to servers that may lag behind (expected: "
              + SERVER_TYPE
              + "primary, or no such setting)");
    }
    boolean hasSeveralHosts = addressOf(text).contains(",");
    return new PostgresUrl(
        hasSeveralHosts && !text.contains(SERVER_TYPE) ? withSetting(text) : text);
  }

  // Not for a single host: where an operator has made the database read-only, readers go on.
  private static String withSetting(String text) {
    char joint = text.contains("?") ? '&' : '?';
    return text + joint + SERVER_TYPE + "primary";
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
