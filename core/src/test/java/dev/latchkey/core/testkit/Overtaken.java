package dev.latchkey.core.testkit;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import java.util.function.Function;

/**
 * A store in which somebody is always faster: between what was looked up and what is then changed,
 * they do their work.
 *
 * @param store the store
 * @param somebody what they do, right before every transaction
 */
record Overtaken(KeyStore store, Runnable somebody) implements ForwardingKeyStore, Transactor {

  @Override
  public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
    somebody.run();
    return store.transactor().inTransaction(work);
  }

  @Override
  public Transactor transactor() {
    return this;
  }
}
