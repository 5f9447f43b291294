package dev.latchkey.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** From a pool that is made as Latchkey makes its own. */
record PostgresPlainConnections(PostgresConnections pool) implements PlainConnections {

  @Override
  public void read(Work work) {
    try (Connection connection = pool.openConnection()) {
      work.with(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void write(Work work) {
    try (Connection connection = pool.openConnection()) {
      connection.setAutoCommit(false);
      work.with(connection);
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  public Object uuid(UUID uuid) {
    return uuid;
  }

  @Override
  public int timeType() {
    return Types.TIMESTAMP_WITH_TIMEZONE;
  }

  @Override
  public void close() {
    pool.close();
  }
}
