package dev.latchkey.core.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets threads do things at the same moment. */
public final class Race {

  private static final int TIME_LIMIT_SECONDS = 60;

  private Race() {}

  /**
   * Starts every one of {@code runners} at once, each on its own thread, and waits for all.
   *
   * @return what each returned, in order
   * @throws AssertionError if one threw or a minute has passed
   */
  public static <T> List<T> between(List<? extends Callable<T>> runners) {
    ExecutorService executor = Executors.newFixedThreadPool(runners.size());
    try {
      CyclicBarrier start = new CyclicBarrier(runners.size());
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> runner : runners) {
        futures.add(
            executor.submit(
                () -> {
                  start.await(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
                  return runner.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(resultOf(future));
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  /** Lets {@code runners} threads do the same at once. */
  public static <T> List<T> of(int runners, Callable<T> work) {
    List<Callable<T>> same = new ArrayList<>();
    for (int i = 0; i < runners; i++) {
      same.add(work);
    }
    return between(same);
  }

  private static <T> T resultOf(Future<T> future) {
    try {
      return future.get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("a runner failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (TimeoutException e) {
      throw new AssertionError("a runner took over " + TIME_LIMIT_SECONDS + " s", e);
    }
  }
}
