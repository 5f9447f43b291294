package dev.latchkey.jdbi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * A thread with a connection of its own, and with another one whenever that breaks. Thread-safe.
 */
final class FeedThread implements AutoCloseable {

  private static final Logger LOG = System.getLogger(FeedThread.class.getName());

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final long CLOSE_WAIT_MILLIS = Duration.ofSeconds(3).toMillis();

  private final ConnectionFactory connections;
  private final Work work;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** Whether the log says that it is interrupted. Of the thread alone. */
  private boolean isTold;

  /** What is to be done as long as the connection lasts. */
  interface Work {
    /**
     * Returns when {@code owner} is closed.
     *
     * @param owner tells whether it is
     */
    void attend(Connection connection, FeedThread owner) throws SQLException;
  }

  FeedThread(ConnectionFactory connections, Work work) {
    this.connections = connections;
    this.work = work;
    thread = new Thread(this::run, "latchkey-feed");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean isClosed() {
    return closing.getCount() == 0;
  }

  /** Waits, but not when it is closed. */
  void pause(long millis) {
    try {
      closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody but a host that ends all its threads does this.
      closing.countDown();
    }
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    while (!isClosed()) {
      long began = System.nanoTime();
      try (Connection connection = connections.openConnection()) {
        work.attend(connection, this);
      } catch (SQLException | RuntimeException e) {
        tell(e);
      } catch (Error e) {
        LOG.log(Level.ERROR, "The change feed failed; trying again.", e);
      }
      boolean lasted =
          System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS);
      pause = lasted ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      pause(pause);
    }
  }

  // Once, until it is back: it tries again as long as the database is away.
  private void tell(Exception problem) {
    LOG.log(
        isTold ? Level.DEBUG : Level.WARNING,
        "The change feed is interrupted: each key is verified by the database until it is back.",
        problem);
    isTold = true;
  }

  /** To be called whenever the feed knows all that there is. */
  void inStep() {
    if (isTold) {
      isTold = false;
      LOG.log(Level.INFO, "The change feed is back: keys are verified from memory.");
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
