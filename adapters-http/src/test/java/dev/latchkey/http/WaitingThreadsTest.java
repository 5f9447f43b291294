package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WaitingThreadsTest {

  private final WaitingThreads threads = new WaitingThreads();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void stop() {
    end.countDown();
    threads.close();
  }

  @Test
  void givenOneChangeAfterTheOther_whenThreadsHaveNothingToDo_thenTheyAreUsedAgain() {
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    int changes = WaitingThreads.MOST - 1;

    for (int i = 0; i < changes; i++) {
      CompletableFuture.runAsync(() -> used.add(Thread.currentThread()), threads).join();
    }

    // A thread that has just ended its work may not wait for more yet.
    assertThat(used).hasSizeLessThan(changes / 2);
  }

  @Test
  void givenMoreChangesThanThreads_whenTheyWaitForNodes_thenTheRestComesAfterThem()
      throws InterruptedException {
    CountDownLatch running = fill();
    CompletableFuture<Void> more = CompletableFuture.runAsync(() -> {}, threads);

    assertThat(running.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(more).isNotDone();
    end.countDown();

    assertThat(more).succeedsWithin(1, TimeUnit.MINUTES);
  }

  @Test
  void givenChangesThatNoThreadHasBegun_whenClosed_thenTheyLearnThatItIsTooLate()
      throws InterruptedException {
    assertThat(fill().await(1, TimeUnit.MINUTES)).isTrue();
    Queue<Boolean> tooLate = new ConcurrentLinkedQueue<>();
    threads.execute(() -> tooLate.add(threads.isClosed()));

    threads.close();
    threads.execute(() -> tooLate.add(threads.isClosed()));

    assertThat(tooLate).containsExactly(true, true);
  }

  /** Has as many threads wait as there are; counted down by each of them. */
  private CountDownLatch fill() {
    CountDownLatch running = new CountDownLatch(WaitingThreads.MOST);
    for (int i = 0; i < WaitingThreads.MOST; i++) {
      threads.execute(
          () -> {
            running.countDown();
            awaitEnd();
          });
    }
    return running;
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
