package dev.latchkey.jdbi;

import static java.util.Objects.requireNonNull;

import dev.latchkey.core.port.Job;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** PostgreSQL has a type for everything, and a lock for every row. */
final class PostgresDialect implements Dialect {

  /** The first number of our advisory locks, of which a database has one set: "ltch" in ASCII. */
  private static final int LOCKS = 0x6c746368;

  static final String IS_STANDBY = "pg_is_in_recovery()";

  @Override
  public void configure(Jdbi jdbi) {
    JdbiSettings.apply(jdbi);
    jdbi.registerArgument(new PostgresArguments.OfInstant());
    jdbi.registerArgument(new PostgresArguments.OfUuid());
  }

  @Override
  public Instant instant(ResultSet row, int column) throws SQLException {
    return requireNonNull(instantOrNull(row, column), "the column must not be null");
  }

  // Not as a Timestamp: that would go through the time zone of this process.
  @Override
  public @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  @Override
  public String isStandby() {
    return IS_STANDBY;
  }

  @Override
  public String jsonObject() {
    return "jsonb_build_object";
  }

  /** Those who only refer to the row, as a new key does to its owner, need not wait. */
  @Override
  public String forUpdate(String alias) {
    return " FOR NO KEY UPDATE OF " + alias;
  }

  @Override
  public String forUpdateOfFreeRows(String alias) {
    return forUpdate(alias) + " SKIP LOCKED";
  }

  @Override
  public boolean tryLock(Handle handle, Job job) {
    return handle
        .createQuery("SELECT pg_try_advisory_xact_lock(:latchkey, :job)")
        .bind("latchkey", LOCKS)
        .bind("job", numberOf(job))
        .mapTo(Boolean.class)
        .one();
  }

  private static int numberOf(Job job) {
    return switch (job) {
      case PURGE -> 1;
    };
  }

  @Override
  public void keepOthersFromInserting(Handle handle, String table) {
    handle.execute("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
  }

  // A failure leaves the setting as it is, and ends with the transaction that it is for.
  @Override
  public <R> R purging(Handle handle, Supplier<R> work) {
    setPurging(handle, "on");
    R result = work.get();
    setPurging(handle, "");
    return result;
  }

  private static void setPurging(Handle handle, String purging) {
    handle
        .createQuery("SELECT set_config('latchkey.purge', :purging, true)")
        .bind("purging", purging)
        .mapTo(String.class)
        .one();
  }

  // For this transaction only; what is written in it is not much.
  @Override
  public String andWithoutWaitingForDisk() {
    return " AND set_config('synchronous_commit', 'off', true) = 'off'";
  }

  @Override
  public RuntimeException translate(String attempt, Exception failure) {
    return PostgresFailures.translate(attempt, failure);
  }
}
