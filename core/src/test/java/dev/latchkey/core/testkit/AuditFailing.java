package dev.latchkey.core.testkit;

import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.port.AuditPort;
import dev.latchkey.core.port.Job;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UserRepository;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Any store, whose audit trail can be made to refuse every entry, to prove that then nothing else
 * changes either (G2). Thread-safe.
 */
public final class AuditFailing implements ForwardingKeyStore, Transactor {

  private final KeyStore store;
  private final AtomicBoolean failing = new AtomicBoolean();

  /** Lets entries through to {@code store} until {@link #startFailing()}. */
  public AuditFailing(KeyStore store) {
    this.store = store;
  }

  @Override
  public KeyStore store() {
    return store;
  }

  /** From now on, every entry fails with a {@link StoreException}. */
  public void startFailing() {
    failing.set(true);
  }

  @Override
  public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
    return store
        .transactor()
        .inTransaction(unitOfWork -> work.apply(new FailingUnitOfWork(unitOfWork, failing)));
  }

  @Override
  public Transactor transactor() {
    return this;
  }

  private record FailingUnitOfWork(UnitOfWork unitOfWork, AtomicBoolean failing)
      implements UnitOfWork {

    @Override
    public ApiKeyRepository keys() {
      return unitOfWork.keys();
    }

    @Override
    public UserRepository users() {
      return unitOfWork.users();
    }

    @Override
    public boolean tryLock(Job job) {
      return unitOfWork.tryLock(job);
    }

    @Override
    public AuditPort audit() {
      return entry -> {
        if (failing.get()) {
          throw new StoreException(
              "The audit entry could not be written.", new IllegalStateException("disk full"));
        }
        unitOfWork.audit().append(entry);
      };
    }
  }
}
