package dev.latchkey.jdbi;

import org.jdbi.v3.core.Jdbi;

/**
 * A fresh database for one test, of the kind that the test is about. Whoever makes it closes it.
 * Thread-safe.
 */
interface TestDatabase extends AutoCloseable {

  /** What opens it from another process too. */
  String jdbcUrl();

  /** A connection for each handle, past every store, to look at the tables and to change them. */
  default Jdbi jdbi() {
    return Jdbi.create(jdbcUrl());
  }

  /** One more store on it, as another node has it. Whoever opens it closes it. */
  default JdbiKeyStore open() {
    return JdbiKeyStore.open(jdbcUrl());
  }

  /** Fails if the database itself finds anything wrong with its files. */
  void requireIntact();

  /** Removes it. Every store on it must be closed. */
  @Override
  void close();
}
