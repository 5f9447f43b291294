package dev.latchkey.core.testkit;

import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UserDirectory;

/**
 * A store with other nodes than it has.
 *
 * @param store all the rest
 * @param propagation what is to be known of the nodes
 */
public record Propagating(KeyStore store, Propagation propagation) implements KeyStore {

  @Override
  public Transactor transactor() {
    return store.transactor();
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
