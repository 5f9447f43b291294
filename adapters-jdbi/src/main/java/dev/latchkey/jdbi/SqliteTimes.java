package dev.latchkey.jdbi;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as SQLite keeps them: integer microseconds since the epoch. */
final class SqliteTimes {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private SqliteTimes() {}

  /**
   * @throws IllegalArgumentException if it is hundreds of thousands of years away
   */
  static long toMicros(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
          instant.getNano() / NANOS_PER_MICRO);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "instant: " + instant + " (expected: within 290000 years of 1970)", e);
    }
  }

  static Instant read(ResultSet row, int column) throws SQLException {
    return ofMicros(row.getLong(column));
  }

  static @Nullable Instant readNullable(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : ofMicros(micros);
  }

  private static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
