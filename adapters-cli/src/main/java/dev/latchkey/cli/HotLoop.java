package dev.latchkey.cli;

import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.LatchkeyClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A client that calls a server again and again until it is refused. */
final class HotLoop {

  private static final int SECONDS = 30;

  private final LatchkeyClient client;
  private final AtomicLong calls = new AtomicLong();
  private final CompletableFuture<ApiException> refused = new CompletableFuture<>();

  HotLoop(LatchkeyClient client) {
    this.client = client;
  }

  void start() {
    Thread thread = new Thread(this::callUntilRefused, "latchkey-demo-loop");
    thread.setDaemon(true);
    thread.start();
  }

  /** How many calls were answered. */
  long calls() {
    return calls.get();
  }

  /** Why the loop has ended, when it has. */
  ApiException awaitRefusal() throws InterruptedException {
    try {
      return refused.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailure("the loop of the demo was not refused", e);
    }
  }

  private void callUntilRefused() {
    try {
      while (!refused.isDone()) {
        client.me();
        calls.incrementAndGet();
      }
    } catch (ApiException e) {
      refused.complete(e);
    } catch (RuntimeException e) {
      refused.completeExceptionally(e);
    }
  }
}
