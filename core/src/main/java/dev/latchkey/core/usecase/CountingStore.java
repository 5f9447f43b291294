package dev.latchkey.core.usecase;

import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.port.AuditPort;
import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.Job;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.port.UserRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Any store, whose changes are counted: no change without an audit entry, so the entries are what
 * is looked at.
 */
record CountingStore(KeyStore store, Activity activity) implements KeyStore, Transactor {

  @Override
  public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
    List<LongAdder> counters = new ArrayList<>();
    R result =
        store
            .transactor()
            .inTransaction(
                unitOfWork -> {
                  // It may be run again, and what it did before that counts for nothing.
                  counters.clear();
                  return work.apply(new NotingUnitOfWork(unitOfWork, activity, counters));
                });
    counters.forEach(LongAdder::increment);
    return result;
  }

  @Override
  public Transactor transactor() {
    return this;
  }

  @Override
  public KeyDirectory directory() {
    return store.directory();
  }

  @Override
  public KeyQueries keys() {
    return store.keys();
  }

  @Override
  public UserDirectory users() {
    return store.users();
  }

  @Override
  public AuditQueries audit() {
    return store.audit();
  }

  @Override
  public UsagePort usage() {
    return store.usage();
  }

  @Override
  public Propagation propagation() {
    return store.propagation();
  }

  @Override
  public void close() {
    store.close();
  }

  // Notes the counters and not the entries: an import makes a million of those.
  private record NotingUnitOfWork(
      UnitOfWork unitOfWork, Activity activity, List<LongAdder> counters) implements UnitOfWork {

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
      AuditPort audit = unitOfWork.audit();
      return entry -> {
        audit.append(entry);
        counters.add(activity.counterOf(entry));
      };
    }
  }
}
