package dev.latchkey.jdbi;

import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** How SQLite is given what it has no type for. */
final class SqliteArguments {

  private SqliteArguments() {}

  /** Instants become microseconds since the epoch. */
  static final class OfInstant extends AbstractArgumentFactory<Instant> {

    OfInstant() {
      super(Types.BIGINT);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      long micros = SqliteTimes.toMicros(value);
      return (position, statement, context) -> statement.setLong(position, micros);
    }
  }

  /** UUIDs become text. */
  static final class OfUuid extends AbstractArgumentFactory<UUID> {

    OfUuid() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(UUID value, ConfigRegistry config) {
      return (position, statement, context) -> statement.setString(position, value.toString());
    }
  }
}
