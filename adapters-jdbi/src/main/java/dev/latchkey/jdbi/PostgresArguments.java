package dev.latchkey.jdbi;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** How PostgreSQL is given what it has types of its own for. */
final class PostgresArguments {

  private PostgresArguments() {}

  /** Instants become {@code timestamptz}, whatever the time zone of this process is. */
  static final class OfInstant extends AbstractArgumentFactory<Instant> {

    OfInstant() {
      super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setObject(position, value.atOffset(ZoneOffset.UTC));
    }
  }

  /** UUIDs become {@code uuid}, and so do missing ones. */
  static final class OfUuid extends AbstractArgumentFactory<UUID> {

    OfUuid() {
      super(Types.OTHER);
    }

    @Override
    protected Argument build(UUID value, ConfigRegistry config) {
      return (position, statement, context) -> statement.setObject(position, value);
    }
  }
}
