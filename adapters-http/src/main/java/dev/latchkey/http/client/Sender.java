package dev.latchkey.http.client;

/**
 * Sends requests to one server and knows nothing of what they mean. It keeps no cookies, follows no
 * redirects and hands over every answer, whatever its status. Thread-safe.
 */
interface Sender {

  /**
   * Sends a request and waits for the head of its answer.
   *
   * @param deadline when all of the answer must be there, unless its reader has more patience
   * @throws ConnectionException if there is no answer; it tells whether anything was sent
   */
  OpenAnswer send(Outgoing request, Deadline deadline);
}
