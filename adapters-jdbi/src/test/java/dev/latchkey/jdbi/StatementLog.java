package dev.latchkey.jdbi;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Writes down the statements that a database executes, save those that begin and end transactions.
 * Thread-safe.
 */
final class StatementLog<T> implements SqlLogger {

  private static final Set<String> TRANSACTION = Set.of("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK");

  private final List<T> statements = new CopyOnWriteArrayList<>();
  private final Function<StatementContext, T> note;

  /**
   * @param note what is written down of a statement
   */
  StatementLog(Function<StatementContext, T> note) {
    this.note = note;
  }

  /** Writes down what {@code database} does from now on. */
  void attach(Database database) {
    set(database, this);
  }

  /** Lets {@code database} do things at its full speed again. */
  void detach(Database database) {
    set(database, SqlLogger.NOP_SQL_LOGGER);
  }

  private static void set(Database database, SqlLogger logger) {
    database.read(handle -> handle.getJdbi().setSqlLogger(logger));
    database.write(handle -> handle.getJdbi().setSqlLogger(logger));
  }

  @Override
  public void logAfterExecution(StatementContext context) {
    // A batch, such as that of the last uses, which are written in the background.
    if (context.getStatement() == null) {
      return;
    }
    if (!TRANSACTION.contains(context.getParsedSql().getSql())) {
      statements.add(note.apply(context));
    }
  }

  /** What was written down, in order; it is forgotten then. */
  List<T> take() {
    List<T> taken = List.copyOf(statements);
    statements.clear();
    return taken;
  }
}
