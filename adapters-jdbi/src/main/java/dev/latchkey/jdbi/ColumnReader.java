package dev.latchkey.jdbi;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of one row from left to right. To look each up by its name costs as much as to
 * read it, and every request is verified by a row. Not thread-safe.
 */
final class ColumnReader {

  private final ResultSet row;
  private final Dialect dialect;
  private int last;

  /** Begins before the first column. */
  ColumnReader(ResultSet row, Dialect dialect) {
    this.row = row;
    this.dialect = dialect;
  }

  /** The text in the next column, which is never null. */
  String text() throws SQLException {
    return row.getString(++last);
  }

  /** The octets in the next column, which is never null. */
  byte[] octets() throws SQLException {
    return row.getBytes(++last);
  }

  /** The whole number in the next column, which is never null. */
  long wholeNumber() throws SQLException {
    return row.getLong(++last);
  }

  /** The truth value in the next column, which is never null. */
  boolean truth() throws SQLException {
    return row.getBoolean(++last);
  }

  /** The instant in the next column, which is never null. */
  Instant instant() throws SQLException {
    return dialect.instant(row, ++last);
  }

  /** The instant in the next column, or null. */
  @Nullable Instant instantOrNull() throws SQLException {
    return dialect.instantOrNull(row, ++last);
  }
}
