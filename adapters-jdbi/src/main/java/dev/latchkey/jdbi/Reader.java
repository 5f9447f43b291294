package dev.latchkey.jdbi;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;

/** Runs queries outside any transaction of ours. They see what is committed. Thread-safe. */
final class Reader {

  private final SqliteDatabase database;

  Reader(SqliteDatabase database) {
    this.database = database;
  }

  <R> R read(HandleCallback<R, RuntimeException> query) {
    database.requireSameFile();
    try {
      return database.reads().withHandle(query);
    } catch (JdbiException e) {
      throw SqliteFailures.translate("read the database", e);
    }
  }
}
