package dev.latchkey.core.testkit;

import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UserDirectory;

/** A store that is another one but for what it overrides. */
public interface ForwardingKeyStore extends KeyStore {

  /** The other one. */
  KeyStore store();

  @Override
  default Transactor transactor() {
    return store().transactor();
  }

  @Override
  default KeyDirectory directory() {
    return store().directory();
  }

  @Override
  default KeyQueries keys() {
    return store().keys();
  }

  @Override
  default UserDirectory users() {
    return store().users();
  }

  @Override
  default AuditQueries audit() {
    return store().audit();
  }

  @Override
  default UsagePort usage() {
    return store().usage();
  }

  @Override
  default Propagation propagation() {
    return store().propagation();
  }

  @Override
  default void close() {
    store().close();
  }
}
