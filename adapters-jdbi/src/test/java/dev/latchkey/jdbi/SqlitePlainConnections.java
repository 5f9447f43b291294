package dev.latchkey.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;

/** With one connection that writes and four that read, as in {@link SqliteDatabase}. */
record SqlitePlainConnections(HikariDataSource readPool, HikariDataSource writePool)
    implements PlainConnections {

  static SqlitePlainConnections to(Path file) {
    return new SqlitePlainConnections(pool(file, 4), pool(file, 1));
  }

  private static HikariDataSource pool(Path file, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + file);
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("synchronous", "FULL");
    config.addDataSourceProperty("foreign_keys", "true");
    config.addDataSourceProperty("busy_timeout", "5000");
    config.addDataSourceProperty("cache_size", "-16384");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  @Override
  public void read(Work work) {
    try (Connection connection = readPool.getConnection()) {
      work.with(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void write(Work work) {
    try (Connection connection = writePool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        work.with(connection);
        statement.execute("COMMIT");
      } catch (SQLException | RuntimeException e) {
        statement.execute("ROLLBACK");
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object time(Instant instant) {
    return SqliteTimes.toMicros(instant);
  }

  @Override
  public Object uuid(UUID uuid) {
    return uuid.toString();
  }

  @Override
  public int timeType() {
    return Types.BIGINT;
  }

  @Override
  public void close() {
    readPool.close();
    writePool.close();
  }
}
