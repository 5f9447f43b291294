package dev.latchkey.jdbi;

import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** One transaction a piece of work, never one within another. Thread-safe. */
final class JdbiTransactor implements Transactor {

  private final Database database;
  private final Feed feed;
  private final AuditInsert auditInsert;
  private final ThreadLocal<Boolean> underWay = ThreadLocal.withInitial(() -> false);

  JdbiTransactor(Database database, Feed feed) {
    this.database = database;
    this.feed = feed;
    auditInsert = new AuditInsert(database.dialect());
  }

  @Override
  public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
    if (underWay.get()) {
      throw new IllegalStateException(
          "a transaction is under way in this thread already (expected: none; use its UnitOfWork)");
    }
    underWay.set(true);
    Touched touched = new Touched();
    boolean committed = false;
    try {
      R result = database.write(handle -> run(handle, touched, work));
      committed = true;
      return result;
    } finally {
      underWay.remove();
      feed.ended(touched, committed);
    }
  }

  private <R> R run(
      Handle handle, Touched touched, Function<? super UnitOfWork, ? extends R> work) {
    try (TransactionScope scope = new TransactionScope(handle)) {
      SqlUnitOfWork unitOfWork = new SqlUnitOfWork(scope, database.dialect(), auditInsert, touched);
      return feed.within(handle, touched, () -> work.apply(unitOfWork));
    }
  }
}
