package dev.latchkey.jdbi;

import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import java.util.function.Function;

/** One transaction a piece of work, never one within another. Thread-safe. */
final class JdbiTransactor implements Transactor {

  private final Database database;
  private final AuditInsert auditInsert;
  private final ThreadLocal<Boolean> underWay = ThreadLocal.withInitial(() -> false);

  JdbiTransactor(Database database) {
    this.database = database;
    auditInsert = new AuditInsert(database.dialect());
  }

  @Override
  public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
    if (underWay.get()) {
      throw new IllegalStateException(
          "a transaction is under way in this thread already (expected: none; use its UnitOfWork)");
    }
    underWay.set(true);
    try {
      return database.write(
          handle -> {
            try (TransactionScope scope = new TransactionScope(handle)) {
              return work.apply(new SqlUnitOfWork(scope, database.dialect(), auditInsert));
            }
          });
    } finally {
      underWay.remove();
    }
  }
}
