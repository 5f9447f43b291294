package dev.latchkey.jdbi;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.KeyStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in an SQLite file does all that a store must do, also if it answers from memory. */
final class RememberingSqliteKeyStoreTest implements KeyStoreContract {

  @TempDir Path directory;
  private JdbiKeyStore store;

  @BeforeEach
  void open() {
    store = Remembering.open(SqliteTestDatabase.in(directory));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public KeyStore store() {
    return store;
  }
}
