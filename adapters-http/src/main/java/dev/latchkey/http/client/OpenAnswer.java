package dev.latchkey.http.client;

import dev.latchkey.http.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An answer whose head is there and whose body is still to be read.
 *
 * @param asked what it answers
 * @param status its status
 * @param headers the value of a header, whatever the case of its name; "" if there is none
 * @param body the body as it comes in
 */
record OpenAnswer(Asked asked, int status, UnaryOperator<String> headers, AnswerBody body)
    implements AutoCloseable {

  private static final int FIRST_ERROR = 300;
  // Some 150,000 keys. What is larger would rather fill the memory than be of use.
  private static final int MAX_ANSWER = 64 * 1024 * 1024;
  private static final int MAX_ERROR = 64 * 1024;
  // A key with the longest lists that it can have takes a fraction of this.
  private static final int MAX_ITEM = 1024 * 1024;

  /**
   * @throws ApiException if the server refuses
   * @throws ConnectionException if it is a success, but not the one that is due (G7)
   */
  void requireStatus(Set<Integer> due) {
    if (due.contains(status)) {
      return;
    }
    Response whole = read(MAX_ERROR);
    throw whole.status() < FIRST_ERROR
        ? whole.notLatchkey("another status is due")
        : Refusal.of(whole).exception();
  }

  /** All of it. */
  Response readAll() {
    return read(MAX_ANSWER);
  }

  /**
   * Hands over the items of a list one by one while they come in.
   *
   * @param patience how long to wait for each part of it
   */
  <T> void forEach(Class<T> type, Duration patience, Consumer<? super T> consumer) {
    body.setPatience(() -> patience);
    body.allow(MAX_ITEM);
    try {
      Json.readItems(
          body,
          type,
          item -> {
            consumer.accept(item);
            body.allow(MAX_ITEM);
          });
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Response read(int limit) {
    body.allow(limit);
    try {
      return new Response(asked, status, headers, body.readAllBytes());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private ConnectionException failed(IOException e) {
    return body.isBroken()
        ? ConnectionException.broken(asked, e)
        : ConnectionException.notLatchkey(asked, status, String.valueOf(e.getMessage()));
  }

  @Override
  public void close() {
    body.close();
  }
}
