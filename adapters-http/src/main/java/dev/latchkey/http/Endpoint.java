package dev.latchkey.http;

/** Answers the requests of one method and path. Thread-safe. */
@FunctionalInterface
interface Endpoint {

  /** Answers a request; what it throws is answered by {@link Problems}. */
  Answer answer(Call call);
}
