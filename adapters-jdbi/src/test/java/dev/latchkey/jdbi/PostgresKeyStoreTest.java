package dev.latchkey.jdbi;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.KeyStoreContract;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL does all that a store must do. */
@ExtendWith(PostgresExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class PostgresKeyStoreTest implements KeyStoreContract {

  private final PostgresTestDatabase database;
  private JdbiKeyStore store;

  PostgresKeyStoreTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
  }

  /** Emptied for each test. A new one would take several times as long. */
  @BeforeEach
  void open() {
    database.jdbi().useHandle(handle -> handle.execute("TRUNCATE users, api_keys, audit_entries"));
    store = database.open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Override
  public KeyStore store() {
    return store;
  }
}
