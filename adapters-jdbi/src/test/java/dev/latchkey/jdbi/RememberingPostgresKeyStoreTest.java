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

/** PostgreSQL does all that a store must do, also if it answers from memory. */
@ExtendWith(PostgresExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class RememberingPostgresKeyStoreTest implements KeyStoreContract {

  private final PostgresTestDatabase database;
  private JdbiKeyStore store;

  RememberingPostgresKeyStoreTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
  }

  @BeforeEach
  void open() {
    database
        .jdbi()
        .useHandle(
            handle -> handle.execute("TRUNCATE users, api_keys, audit_entries, latchkey_nodes"));
    store = Remembering.open(database);
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
