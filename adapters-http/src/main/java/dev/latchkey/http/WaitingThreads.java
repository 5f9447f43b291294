package dev.latchkey.http;

import dev.latchkey.core.port.Propagation;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for requests that end something and wait until all nodes know of it. They have their own,
 * because a node that is gone is waited for as long as its lease: all other requests would have to
 * wait with them. Thread-safe.
 */
final class WaitingThreads implements Executor, AutoCloseable {

  /** More than may wait for nodes at once, so that changes are made all the same. */
  private static final int MOST = Propagation.MOST_WAITING + 64;

  private static final int KEPT_SECONDS = 30;

  private final AtomicInteger count = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST,
          MOST,
          KEPT_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> new Thread(work, "latchkey-waiting-" + count.incrementAndGet()));

  /** None runs yet. */
  WaitingThreads() {
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Interrupts those that run. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
