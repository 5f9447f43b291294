package dev.latchkey.jdbi;

import dev.latchkey.jdbi.testkit.PostgresServer;

/** A database of a server that all tests share. */
record PostgresTestDatabase(PostgresServer server, String jdbcUrl) implements TestDatabase {

  /** A database with our tables, and nothing in them. */
  static PostgresTestDatabase on(PostgresServer server) {
    return new PostgresTestDatabase(server, server.createDatabase());
  }

  /** The server checks its pages as it reads them; only their indexes are looked through here. */
  @Override
  public void requireIntact() {
    jdbi().useHandle(handle -> handle.execute("REINDEX SCHEMA public"));
  }

  @Override
  public void close() {
    server.drop(jdbcUrl);
  }
}
