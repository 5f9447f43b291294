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
    observer.accept(
        new Exchange(
            asked.method(),
            asked.url(),
            answer.status(),
            asked.requestId(),
            Duration.ofNanos(System.nanoTime() - start)));
    return answer;
  }
}
