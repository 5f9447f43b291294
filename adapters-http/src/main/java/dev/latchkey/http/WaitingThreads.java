package dev.latchkey.http;

import dev.latchkey.core.port.Propagation;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for requests that end something and wait until all nodes know of it. They have their own,
 * because a node that is gone is waited for as long as its lease: all other requests would have to
 * wait with them. Work goes to a thread that has none, else to a new one, and waits only if there
 * are as many as there may be. Thread-safe.
 */
final class WaitingThreads implements Executor, AutoCloseable {

  /** More than may wait for nodes at once, so that changes are made all the same. */
  static final int MOST = Propagation.MOST_WAITING + 64;

  private static final int KEPT_SECONDS = 30;

  private final AtomicInteger count = new AtomicInteger();
  private final Works works = new Works();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MOST,
          KEPT_SECONDS,
          TimeUnit.SECONDS,
          works,
          work -> new Thread(work, "latchkey-waiting-" + count.incrementAndGet()),
          (work, full) -> {
            works.add(work);
            // Whoever closed it meanwhile may have looked for work before this was there.
            if (full.isShutdown() && works.remove(work)) {
              work.run();
            }
          });

  /** Refuses work unless a thread waits for it: a new one is started then. */
  private static final class Works extends LinkedTransferQueue<Runnable> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean offer(Runnable work) {
      return tryTransfer(work);
    }

    @Override
    public boolean add(Runnable work) {
      return super.offer(work);
    }
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Whether it is too late to begin anything. */
  boolean isClosed() {
    return threads.isShutdown();
  }

  /** Interrupts those that run. Work that none of them has begun is done here, too late. */
  @Override
  public void close() {
    List<Runnable> left = threads.shutdownNow();
    left.forEach(Runnable::run);
  }
}
