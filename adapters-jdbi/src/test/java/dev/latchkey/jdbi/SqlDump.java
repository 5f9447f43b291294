package dev.latchkey.jdbi;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What {@code sqlite3 keys.db .dump | sqlite3 copy.db} does: schema and rows, but no pragma. */
final class SqlDump {

  private static final String OBJECTS =
      "SELECT %s FROM old.sqlite_schema WHERE type %s 'table' AND sql IS NOT NULL"
          + " AND name NOT LIKE 'sqlite_%%'";

  private SqlDump() {}

  static void restore(Path from, Path to) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + to);
        Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + from + "' AS old");
      for (String create : texts(statement, OBJECTS.formatted("sql", "="))) {
        statement.execute(create);
      }
      for (String table : texts(statement, OBJECTS.formatted("name", "="))) {
        statement.execute("INSERT INTO main.%1$s SELECT * FROM old.%1$s".formatted(table));
      }
      for (String create : texts(statement, OBJECTS.formatted("sql", "<>"))) {
        statement.execute(create);
      }
    }
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    try (ResultSet answer = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (answer.next()) {
        texts.add(answer.getString(1));
      }
      return texts;
    }
  }
}
