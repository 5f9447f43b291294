package dev.latchkey.cli.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks at the JDBC URL of a database before anything is opened. What it says of a URL never
 * repeats what may be a password in it.
 */
final class DatabaseUrl {

  static final String SQLITE = "jdbc:sqlite:";
  static final String POSTGRESQL = "jdbc:postgresql:";

  private static final String HOST = "(\\[[0-9A-Fa-f:.%]+]|[^:,/?@\\[\\]\\s]*)(:[0-9]{1,5})?";

  /** The forms that the driver documents: {@code //HOST:PORT,HOST:PORT/DATABASE?NAME=VALUE&...}. */
  private static final Pattern POSTGRESQL_REST =
      Pattern.compile("(//" + HOST + "(," + HOST + ")*/)?[^/?@\\s]*(\\?\\S*)?");

  private DatabaseUrl() {}

  /**
   * What is wrong with a URL, and what is expected; nothing if it can be tried.
   *
   * @param folderToCome a folder that will be made before the database is opened
   */
  static Optional<String> problemOf(String url, Path folderToCome) {
    if (url.startsWith(SQLITE)) {
      return problemOfFile(url.substring(SQLITE.length()), folderToCome);
    }
    if (url.startsWith(POSTGRESQL)) {
      return problemOfPostgresql(url.substring(POSTGRESQL.length()));
    }
    String scheme = url.replaceFirst("(?s)^((?:jdbc:)?[a-z0-9]{1,20}:)?.*$", "$1");
    return Optional.of(
        "this kind of database is not supported%s (expected: %sPATH or %s//HOST:PORT/DATABASE)"
            .formatted(scheme.isEmpty() ? "" : ": " + scheme, SQLITE, POSTGRESQL));
  }

  private static Optional<String> problemOfFile(String text, Path folderToCome) {
    if (text.isEmpty() || text.startsWith(":") || text.startsWith("file:") || text.contains("?")) {
      return Optional.of(
          "no database file is named (expected: "
              + SQLITE
              + "PATH, without options; databases in memory, resources and file: URIs are not"
              + " supported)");
    }
    try {
      Path file = Path.of(text).toAbsolutePath();
      Path folder = file.getParent();
      if (folder == null || Files.isDirectory(file)) {
        return Optional.of(file + " is a folder (expected: a file)");
      }
      return folder.equals(folderToCome) || Files.isDirectory(folder)
          ? Optional.empty()
          : Optional.of("there is no folder " + folder + " (expected: a path in one that exists)");
    } catch (InvalidPathException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> problemOfPostgresql(String rest) {
    if (rest.split("\\?", 2)[0].contains("@")) {
      return Optional.of(
          "nothing may stand before the host (expected: "
              + POSTGRESQL
              + "//HOST:PORT/DATABASE?user=NAME, and the password in a file that"
              + " PGPASSFILE names)");
    }
    return POSTGRESQL_REST.matcher(rest).matches()
        ? Optional.empty()
        : Optional.of(
            "the URL is malformed (expected: "
                + POSTGRESQL
                + "//HOST:PORT/DATABASE?user=NAME, and more settings of the driver joined by &)");
  }
}
