package dev.latchkey.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Connections from pools with the settings of Latchkey's, and how values are bound. Thread-safe.
 */
interface PlainConnections extends AutoCloseable {

  /** Does something with a connection. */
  interface Work {
    void with(Connection connection) throws SQLException;
  }

  void read(Work work);

  /** In one transaction. */
  void write(Work work);

  Object time(Instant instant);

  Object uuid(UUID uuid);

  /** The type of {@link java.sql.Types} of an instant that is null. */
  int timeType();

  @Override
  void close();
}
