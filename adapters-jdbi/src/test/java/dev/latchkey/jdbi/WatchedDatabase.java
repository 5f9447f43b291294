package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.HandleCallback;

/** Counts what is read, and lets things happen behind it. */
final class WatchedDatabase implements Database {

  private final Database database;
  final AtomicInteger reads = new AtomicInteger();
  volatile Runnable beforeRead = () -> {};
  volatile Runnable afterRead = () -> {};
  volatile boolean isGone;

  WatchedDatabase(Database database) {
    this.database = database;
  }

  /** As a database far away does, or one with much to do. */
  static void dawdle() {
    long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Override
  public Dialect dialect() {
    return database.dialect();
  }

  @Override
  public <R> R read(HandleCallback<R, RuntimeException> query) {
    beforeRead.run();
    if (isGone) {
      throw new Unavailable("gone", new SQLException("gone"));
    }
    reads.incrementAndGet();
    R result = database.read(query);
    afterRead.run();
    return result;
  }

  @Override
  public <R> R write(HandleCallback<R, RuntimeException> work) {
    return database.write(work);
  }

  @Override
  public void close() {
    database.close();
  }
}
