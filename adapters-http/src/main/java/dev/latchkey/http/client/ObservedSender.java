package dev.latchkey.http.client;

import java.time.Duration;
import java.util.function.Consumer;

/** Tells an observer of every answer. */
record ObservedSender(Sender sender, Consumer<? super Exchange> observer) implements Sender {

  @Override
  public OpenAnswer send(Outgoing request, Deadline deadline) {
    long start = System.nanoTime();
    OpenAnswer answer = sender.send(request, deadline);
    Asked asked = answer.asked();
    Exchange exchange =
        new Exchange(
            asked.method(),
            asked.url(),
            answer.status(),
            asked.requestId(),
            Duration.ofNanos(System.nanoTime() - start));
    try {
      observer.accept(exchange);
    } catch (RuntimeException | Error e) {
      // Nobody else knows of the answer yet.
      answer.close();
      throw e;
    }
    return answer;
  }
}
