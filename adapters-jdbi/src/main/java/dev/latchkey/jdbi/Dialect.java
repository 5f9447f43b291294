package dev.latchkey.jdbi;

import dev.latchkey.core.port.Job;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What differs between the databases. All other SQL is the same text for all. Thread-safe. */
interface Dialect {

  /** Makes JDBI bind what this database has types of its own for, and tell nothing of values. */
  void configure(Jdbi jdbi);

  /** The instant in a column, counted from 1, that is never null. */
  Instant instant(ResultSet row, int column) throws SQLException;

  /** The instant in a column, counted from 1, or null. */
  @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException;

  /** An expression: whether the database is behind another one, whose changes it copies. */
  String isStandby();

  /** The function that makes a JSON object of names and values, one after the other. */
  String jsonObject();

  /**
   * What follows a SELECT so that nobody else changes, or looks at for changing, the rows of the
   * table {@code alias} until the transaction ends; empty where nobody else could anyway.
   */
  String forUpdate(String alias);

  /** Makes others wait who would insert into {@code table}, until the transaction ends. */
  void keepOthersFromInserting(Handle handle, String table);

  /**
   * The same as {@link #forUpdate}, but rows that somebody else is changing are left out of the
   * answer.
   */
  String forUpdateOfFreeRows(String alias);

  /**
   * Takes {@code job} until the transaction ends, without waiting.
   *
   * @return false if another transaction has it
   */
  boolean tryLock(Handle handle, Job job);

  /**
   * Does the part of a transaction of which the nodes need not be told: a purge. If it fails, so
   * must the transaction.
   */
  <R> R purging(Handle handle, Supplier<R> work);

  /**
   * What follows the conditions of a statement, which it does not narrow down, so that its whole
   * transaction does not wait for the disk: what that changes may be lost by a crash of the
   * database.
   */
  String andWithoutWaitingForDisk();

  /**
   * What to throw for {@code failure}, which is kept as the cause: whether trying again may help,
   * in words that hold no value of any record.
   *
   * @param attempt what was tried, such as {@code change the database}
   */
  RuntimeException translate(String attempt, Exception failure);
}
