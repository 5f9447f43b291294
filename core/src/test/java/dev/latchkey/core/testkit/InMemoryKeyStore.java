package dev.latchkey.core.testkit;

import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UserDirectory;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The twin of a database: everything in memory, the same promises, except that nothing survives the
 * process. One transaction runs at a time; readers see the last committed state and never wait.
 * Thread-safe.
 */
public final class InMemoryKeyStore implements KeyStore, Transactor, UsagePort {

  private final ReentrantLock writing = new ReentrantLock();
  private final InMemoryQueries queries = new InMemoryQueries(this);
  private volatile InMemoryState committed = InMemoryState.empty();

  /** An empty store. */
  public InMemoryKeyStore() {}

  @Override
  public Transactor transactor() {
    return this;
  }

  @Override
  public KeyDirectory directory() {
    return queries::find;
  }

  @Override
  public KeyQueries keys() {
    return queries;
  }

  @Override
  public UserDirectory users() {
    return queries;
  }

  @Override
  public AuditQueries audit() {
    return queries;
  }

  @Override
  public UsagePort usage() {
    return this;
  }

  @Override
  public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "a transaction is under way on this thread, and transactions do not nest");
    }
    return change(draft -> work.apply(new InMemoryUnitOfWork(draft)));
  }

  @Override
  public void store(Collection<KeyUse> uses, Instant now) {
    change(
        draft -> {
          uses.forEach(use -> InMemoryUsage.apply(draft, use, now));
          return draft;
        });
  }

  /** There is nothing to give back. */
  @Override
  public void close() {}

  InMemoryState committed() {
    return committed;
  }

  private <R> R change(Function<InMemoryState, ? extends R> work) {
    writing.lock();
    try {
      InMemoryState draft = committed.copy();
      R result = work.apply(draft);
      committed = draft;
      return result;
    } finally {
      writing.unlock();
    }
  }
}
