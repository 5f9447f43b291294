package dev.latchkey.core.testkit;

import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UserDirectory;
import java.util.function.Function;

/**
 * A store in which somebody is always faster: between what was looked up and what is then changed,
 * they do their work.
 *
 * @param store the store
 * @param somebody what they do, right before every transaction
 */
record Overtaken(KeyStore store, Runnable somebody) implements KeyStore, Transactor {

  @Override
  public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
    somebody.run();
    return store.transactor().inTransaction(work);
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
  public void close() {
    store.close();
  }
}
