package dev.latchkey.core.testkit;

import dev.latchkey.core.port.KeyStore;

final class InMemoryKeyStoreTest implements KeyStoreContract {

  @Override
  public KeyStore store() {
    return new InMemoryKeyStore();
  }
}
