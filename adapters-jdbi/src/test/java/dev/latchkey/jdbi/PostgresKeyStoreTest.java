package dev.latchkey.jdbi;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.KeyStoreContract;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL does all that a store must do. */
@ExtendWith(PostgresExtension.class)
final class PostgresKeyStoreTest implements KeyStoreContract {

  private final PostgresTestDatabase database;
  private JdbiKeyStore store;

  PostgresKeyStoreTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
  }

  @BeforeEach
  void open() {
    store = database.open();
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Override
  public KeyStore store() {
    return store;
  }
}
