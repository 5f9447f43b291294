package dev.latchkey.jdbi;

import dev.latchkey.core.port.Job;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** SQLite has neither instants nor UUIDs, and one lock for all. */
final class SqliteDialect implements Dialect {

  @Override
  public void configure(Jdbi jdbi) {
    JdbiSettings.apply(jdbi);
    jdbi.registerArgument(new SqliteArguments.OfInstant());
    jdbi.registerArgument(new SqliteArguments.OfUuid());
  }

  @Override
  public Instant instant(ResultSet row, int column) throws SQLException {
    return SqliteTimes.read(row, column);
  }

  @Override
  public @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
    return SqliteTimes.readNullable(row, column);
  }

  @Override
  public String isStandby() {
    return "false";
  }

  @Override
  public String jsonObject() {
    return "json_object";
  }

  /** A transaction that changes something has the database to itself. */
  @Override
  public String forUpdate(String alias) {
    return "";
  }

  @Override
  public String forUpdateOfFreeRows(String alias) {
    return "";
  }

  @Override
  public boolean tryLock(Handle handle, Job job) {
    return true;
  }

  @Override
  public void keepOthersFromInserting(Handle handle, String table) {
    // A transaction that changes something has the database to itself.
  }

  @Override
  public <R> R purging(Handle handle, Supplier<R> work) {
    // Nodes are not told what was changed, only that something was.
    return work.get();
  }

  @Override
  public String andWithoutWaitingForDisk() {
    return "";
  }

  @Override
  public RuntimeException translate(String attempt, Exception failure) {
    return SqliteFailures.translate(attempt, failure);
  }
}
