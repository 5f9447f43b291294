package dev.latchkey.http;

import dev.latchkey.http.wire.ErrorJson;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests that run, so that the server can be closed without cutting one off. Requests
 * that come after that are refused. Every answer from then on is the last on its connection. No
 * request waits for another one here.
 */
final class Gate implements HttpHandler {

  private final HttpHandler next;
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean closed;

  Gate(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    RequestNote.of(exchange).takeGate(this);
    // Counted first: whoever closes the gate later then sees it.
    running.incrementAndGet();
    exchange.addExchangeCompleteListener(
        (ended, nextListener) -> {
          leave();
          nextListener.proceed();
        });
    if (closed) {
      Responder.send(exchange, closing());
    } else {
      next.handleRequest(exchange);
    }
  }

  /** Whether nobody is let in any more. */
  boolean isClosed() {
    return closed;
  }

  /** Lets nobody in from now on. */
  void refuseMore() {
    closed = true;
  }

  /** Waits until nobody is inside any more, for {@code most} at most. Call it once it is closed. */
  synchronized void awaitAll(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (long left = end - System.nanoTime();
        running.get() > 0 && left > 0;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private void leave() {
    if (running.decrementAndGet() == 0 && closed) {
      wakeUp();
    }
  }

  private synchronized void wakeUp() {
    notifyAll();
  }

  /** What a request is told that comes too late. */
  static Answer closing() {
    return Answer.json(
        503,
        ErrorJson.of(
            "The server is shutting down.",
            "Nothing is wrong with the request. Try it again later."));
  }
}
