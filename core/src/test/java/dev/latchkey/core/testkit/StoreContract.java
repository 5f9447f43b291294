package dev.latchkey.core.testkit;

import dev.latchkey.core.port.KeyStore;

/** What every contract asks of the adapter under test. */
public interface StoreContract {

  /** A fresh, empty store for each test. Whoever makes it closes it, more than once if need be. */
  KeyStore store();
}
