package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what went wrong in PostgreSQL, and whether trying again may help. The states are
 * those of postgresql.org/docs/current/errcodes-appendix.html.
 */
final class PostgresFailures {

  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK = "40P01";
  private static final String FAILED_TRANSACTION = "25P02";
  private static final int CLASS_LENGTH = 2;

  private PostgresFailures() {}

  /**
   * What to throw for {@code failure}. Of it are kept where it was and the first line that the
   * database said: those that follow may repeat the values of a whole record.
   *
   * @param attempt what was tried, such as {@code change the database}
   */
  static RuntimeException translate(String attempt, Exception failure) {
    SQLException told = sqlExceptionIn(failure);
    if (told == null) {
      return new StoreException("Could not " + attempt + ".", failure);
    }
    if (isState(told, FAILED_TRANSACTION)) {
      return new StoreException(
          "Could not "
              + attempt
              + ": an earlier statement of the transaction has failed; roll it back.",
          withoutValues(told));
    }
    String passing = passingTrouble(told);
    SQLException cause = withoutValues(told);
    return passing == null
        ? new StoreException("Could not " + attempt + ".", cause)
        : new Unavailable("Could not " + attempt + ": " + passing + ".", cause);
  }

  /** Whether it was only that two transactions got in each other's way. */
  static boolean isConflict(Throwable failure) {
    SQLException told = sqlExceptionIn(failure);
    return told != null && (isState(told, SERIALIZATION_FAILURE) || isState(told, DEADLOCK));
  }

  /** Whether the connection is gone, and with it the answer. */
  static boolean isBroken(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57P0");
  }

  static boolean isState(SQLException failure, String state) {
    return state.equals(failure.getSQLState());
  }

  /** The deepest one: a pool that got no connection wraps what the driver said. */
  static @Nullable SQLException sqlExceptionIn(Throwable failure) {
    SQLException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }

  /** Where it was, and the first line that the database said. */
  static SQLException withoutValues(SQLException told) {
    String message = told.getMessage();
    SQLException kept =
        new SQLException(
            message == null ? null : message.lines().findFirst().orElse(null),
            told.getSQLState(),
            told.getErrorCode());
    kept.setStackTrace(told.getStackTrace());
    return kept;
  }

  private static @Nullable String passingTrouble(SQLException told) {
    String state = told.getSQLState();
    if (state == null) {
      return told instanceof SQLTransientConnectionException ? "every connection is busy" : null;
    }
    return switch (state) {
      case "08004" ->
          "the database server turned the connection down; if it wants a password, the driver reads"
              + " it from the file that PGPASSFILE names, else from ~/.pgpass";
      case "53100" -> "the disk of the database server is full";
      case "53300" -> "the database server has too many connections";
      case "57014" -> "the database took too long";
      case "55P03" -> "another transaction holds on to the same record";
      case "25006" -> "the database is read-only, as a standby is";
      case "25P03" -> "the database ended a transaction that took too long";
      case "3D000" -> "the database that the JDBC URL names does not exist";
      case SERIALIZATION_FAILURE, DEADLOCK -> "others change the same records all the time";
      default -> passingTroubleOfClass(state);
    };
  }

  private static @Nullable String passingTroubleOfClass(String state) {
    if (state.startsWith("57P0")) {
      return "the database server ended the connection or is about to start or stop";
    }
    return switch (state.substring(0, Math.min(CLASS_LENGTH, state.length()))) {
      case "08" -> "the database server can't be reached, or the connection to it broke";
      case "28" -> "the database server refuses the user or the password of the JDBC URL";
      case "53" -> "the database server lacks disk, memory or connections";
      default -> null;
    };
  }
}
