package dev.latchkey.jdbi.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDBC URL, and which database of the server it names. */
record PostgresUrlParts(String server, String database, String options) {

  private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+/)([^?]*)(\\?.*)?");

  static PostgresUrlParts of(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          PostgresServer.URL_VARIABLE + " (expected: jdbc:postgresql://HOST:PORT/DATABASE?...)");
    }
    String options = matcher.group(3);
    return new PostgresUrlParts(matcher.group(1), matcher.group(2), options == null ? "" : options);
  }

  String withDatabase(String name) {
    return server + name + options;
  }
}
