package dev.latchkey.jdbi;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.KeyStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** SQLite does all that a store must do. */
final class SqliteKeyStoreTest implements KeyStoreContract {

  @TempDir Path directory;
  private JdbiKeyStore store;

  @BeforeEach
  void open() {
    store = JdbiKeyStore.sqlite(directory.resolve("keys.db"));
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
