package dev.latchkey.http;

import dev.latchkey.http.wire.ErrorJson;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests that run, so that the server can be closed without cutting one off. Requests
 * that come after that are refused. Every answer from then on is the last on its connection.
 */
final class Gate implements HttpHandler {

  private final HttpHandler next;
  private volatile boolean closed;
  private int running;

  Gate(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (!enter()) {
      exchange.setPersistent(false);
      Responder.send(exchange, closing());
      return;
    }
    exchange.addExchangeCompleteListener(
        (ended, nextListener) -> {
          leave();
          nextListener.proceed();
        });
    exchange.addResponseCommitListener(
        answered -> {
          if (closed) {
            answered.setPersistent(false);
            // The server below forgets to say so in a 204.
            answered.getResponseHeaders().put(Headers.CONNECTION, "close");
          }
        });
    next.handleRequest(exchange);
  }

  /** Lets nobody in from now on, and waits for those who are inside, for {@code grace} at most. */
  synchronized void close(Duration grace) throws InterruptedException {
    closed = true;
    long end = System.nanoTime() + grace.toNanos();
    for (long left = end - System.nanoTime();
        running > 0 && left > 0;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private synchronized boolean enter() {
    if (!closed) {
      running++;
    }
    return !closed;
  }

  private synchronized void leave() {
    running--;
    notifyAll();
  }

  private static Answer closing() {
    return Answer.json(
        503,
        ErrorJson.of(
            "The server is shutting down.",
            "Nothing is wrong with the request. Try it again later."));
  }
}
