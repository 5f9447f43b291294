package dev.latchkey.http.client;

import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.Json;
import dev.latchkey.http.wire.ReceiptText;
import dev.latchkey.http.wire.UserJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server, again where that is safe and may help, and makes records of its answers.
 * Thread-safe.
 */
final class Calls {

  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Transport transport;
  private final Duration timeout;
  private final Retries retries;

  Calls(Transport transport, Duration timeout, Retries retries) {
    this.transport = transport;
    this.timeout = timeout;
    this.retries = retries;
  }

  Calls withToken(String token) {
    return new Calls(transport.withToken(token), timeout, retries);
  }

  String baseUrl() {
    return transport.baseUrl();
  }

  /** What a successful answer says. */
  <T> T fetch(Request request, Class<T> type) {
    return read(answer(request, OK, CREATED), type);
  }

  /** Sends a request that is answered with a message when it is done (G7); which nodes know. */
  ReceiptText acknowledge(Request request) {
    Response response = answer(request, OK);
    if (read(response, ErrorJson.class).message().isEmpty()) {
      throw response.notLatchkey("there is no message in it");
    }
    return response.receipt();
  }

  /** Sends a request that is answered with the user whom it has changed, and which nodes know. */
  ChangedUser change(Request request) {
    Response response = answer(request, OK);
    return new ChangedUser(read(response, UserJson.class), response.receipt());
  }

  /** Fetches a list; the contract's servers may say null for an empty one. */
  <T> List<T> fetchList(Request request, Class<T[]> type) {
    Response response = answer(request, OK);
    List<T> items = readNullable(response, type).map(Arrays::asList).orElse(List.of());
    if (items.stream().anyMatch(Objects::isNull)) {
      throw response.notLatchkey("an item of the list is null");
    }
    return List.copyOf(items);
  }

  /** Hands over the items of a list one by one while they come in. */
  <T> void forEach(Request request, Class<T> type, Consumer<? super T> consumer) {
    try (OpenAnswer list = retrying(request, (asked, deadline) -> open(request, asked, deadline))) {
      list.forEach(type, timeout, consumer);
    }
  }

  /** The answer, if it has one of these statuses. */
  Response answer(Request request, Integer... due) {
    return retrying(
        request,
        (asked, deadline) -> {
          try (OpenAnswer answer = transport.send(request, asked, deadline)) {
            answer.requireStatus(Set.of(due));
            return answer.readAll();
          }
        });
  }

  private OpenAnswer open(Request request, Asked asked, Deadline deadline) {
    OpenAnswer answer = transport.send(request, asked, deadline);
    try {
      answer.requireStatus(Set.of(OK));
      return answer;
    } catch (ClientException e) {
      answer.close();
      throw e;
    }
  }

  /**
   * What an answer says.
   *
   * @throws ConnectionException if that is something else
   */
  static <T> T read(Response response, Class<T> type) {
    return readNullable(response, type)
        .orElseThrow(() -> response.notLatchkey("there is nothing in it"));
  }

  private static <T> Optional<T> readNullable(Response response, Class<T> type) {
    try {
      return Json.readNullable(response.body(), type);
    } catch (IOException e) {
      throw response.notLatchkey(String.valueOf(e.getMessage()));
    }
  }

  /** One try of a call. */
  private interface Try<R> {
    R run(Asked asked, Deadline deadline);
  }

  private <R> R retrying(Request request, Try<R> oneTry) {
    Asked asked = transport.asked(request);
    Deadline deadline = Deadline.in(timeout);
    int tries = 0;
    ClientException doubt = null;
    while (true) {
      try {
        tries++;
        return oneTry.run(asked, deadline);
      } catch (ClientException failure) {
        if (!request.repeatable()) {
          throw failure;
        }
        if (doubt == null && request.mayChange() && !failure.saysThatNothingWasDone()) {
          doubt = failure;
        }
        Optional<Duration> pause = retries.pauseAfter(failure, tries, deadline.left());
        if (pause.isEmpty()) {
          throw told(failure, doubt);
        }
        pause(pause.get(), asked);
      }
    }
  }

  // An earlier try may have done what the last one says that it has not, or is refused because of.
  private static ClientException told(ClientException last, @Nullable ClientException doubt) {
    if (doubt == null || doubt == last) {
      return last;
    }
    if (last.saysThatNothingWasDone()) {
      doubt.addSuppressed(last);
      return doubt;
    }
    last.addSuppressed(doubt);
    return last;
  }

  private static void pause(Duration pause, Asked asked) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConnectionException.givenUp(asked, "interrupted");
    }
  }
}
