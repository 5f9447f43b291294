package dev.latchkey.jdbi;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A statement that Latchkey has executed, for plain JDBC to do the same.
 *
 * @param sql its text, a question mark for each value
 * @param names what the values are called, in order
 */
record BenchmarkStatement(String sql, List<String> names) {

  /** A value that is null, of a type of {@link java.sql.Types}. */
  record NullOf(int type) {}

  static BenchmarkStatement of(StatementContext context) {
    return new BenchmarkStatement(
        context.getParsedSql().getSql(),
        context.getParsedSql().getParameters().getParameterNames());
  }

  boolean contains(String text) {
    return sql.contains(text);
  }

  /** Executes it and reads what it returns. */
  void execute(Connection connection, Map<String, Object> values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < names.size(); i++) {
        bind(statement, i + 1, values.get(names.get(i)));
      }
      if (!statement.execute()) {
        requireOne(statement.getUpdateCount());
        return;
      }
      try (ResultSet rows = statement.getResultSet()) {
        requireOne(readAll(rows));
      }
    }
  }

  private static void bind(PreparedStatement statement, int position, Object value)
      throws SQLException {
    if (value instanceof NullOf missing) {
      statement.setNull(position, missing.type);
    } else {
      statement.setObject(position, value);
    }
  }

  private static int readAll(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    int count = 0;
    for (; rows.next(); count++) {
      for (int column = 1; column <= columns; column++) {
        rows.getObject(column);
      }
    }
    return count;
  }

  /** The name that a new token takes is held by nobody. */
  private void requireOne(int rows) {
    if (rows != (contains("SET holds_name = FALSE\nWHERE user_id") ? 0 : 1)) {
      throw new IllegalStateException(rows + " rows: " + sql);
    }
  }
}
