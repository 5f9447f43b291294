package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Says in words what went wrong in SQLite, and whether trying again may help. */
final class SqliteFailures {

  // The primary result codes of sqlite.org/rescode.html.
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;

  /** A lock race at the opening of the log that was lost too often in a row. */
  private static final int PROTOCOL = 15;

  private static final int NOT_A_DATABASE = 26;

  // By its name, as the driver is not there for the compiler.
  private static final String NO_LIBRARY = "org.sqlite.NativeLibraryNotFoundException";

  private SqliteFailures() {}

  /**
   * What to throw for {@code failure}, which is kept as the cause.
   *
   * @param attempt what was tried, such as {@code change the database}
   */
  static RuntimeException translate(String attempt, Exception failure) {
    if (hasNoLibrary(failure)) {
      return new StoreException("Could not " + attempt + ": " + noLibrary(), failure);
    }
    SQLException told = sqlExceptionIn(failure);
    String passing = told == null ? null : passingTrouble(told);
    return passing == null
        ? new StoreException("Could not " + attempt + lastingTrouble(told) + ".", failure)
        : new Unavailable("Could not " + attempt + ": " + passing + ".", failure);
  }

  private static String lastingTrouble(@Nullable SQLException told) {
    return switch (told == null ? 0 : told.getErrorCode()) {
      case CORRUPT -> ": the database file is damaged";
      case NOT_A_DATABASE -> ": the file is no SQLite database, or it is damaged";
      default -> "";
    };
  }

  /** Whether it was only that somebody else has a lock at the moment. */
  static boolean isLocked(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case BUSY, LOCKED, PROTOCOL -> true;
      default -> false;
    };
  }

  private static boolean hasNoLibrary(Throwable failure) {
    return failure.getClass().getName().equals(NO_LIBRARY)
        || (failure.getCause() != null && hasNoLibrary(failure.getCause()));
  }

  private static String noLibrary() {
    String folder = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"));
    return "the native library of SQLite can't be unpacked to "
        + folder
        + " and loaded from there (expected: a folder that is not full and not mounted noexec)."
        + " Name another with -Dorg.sqlite.tmpdir=FOLDER; the command line takes that from"
        + " LATCHKEY_JAVA_OPTS.";
  }

  /** The deepest one: a pool that got no connection wraps what the driver said. */
  private static @Nullable SQLException sqlExceptionIn(Throwable failure) {
    SQLException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }

  private static @Nullable String passingTrouble(SQLException told) {
    if (told instanceof SQLTransientConnectionException) {
      return "every connection is busy";
    }
    return switch (told.getErrorCode()) {
      case BUSY, LOCKED, PROTOCOL -> "the database is locked by another process";
      case READONLY -> "the database file is read-only";
      case IOERR -> "the disk failed to read or write the database file";
      case FULL -> "the disk is full, or the database may not grow any further";
      case CANTOPEN -> "the database file can't be opened";
      default -> null;
    };
  }
}
