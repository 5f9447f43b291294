package dev.latchkey.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Clients that call a server with one token, each as soon as its last call was answered. A client
 * that gets no answer, or a 503 that does not say why, fails at {@link #close}.
 */
final class Load implements AutoCloseable {

  private static final int SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final ExecutorService threads;
  private final List<Future<?>> clients = new ArrayList<>();
  private final int[] lastStatuses;
  private final Set<Integer> statuses = new HashSet<>();
  private long slowestNanos;
  private volatile boolean over;

  private Load(int count, ServerProcess server, String token) {
    request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v2/users/me"))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(SECONDS))
            .build();
    threads = Executors.newFixedThreadPool(count);
    lastStatuses = new int[count];
  }

  /** Begins to call. */
  static Load of(int count, ServerProcess server, String token) {
    Load load = new Load(count, server, token);
    for (int i = 0; i < count; i++) {
      int client = i;
      load.clients.add(load.threads.submit(() -> load.callAgainAndAgain(client)));
    }
    return load;
  }

  /** Waits until the last answer of every client had this status. */
  synchronized void awaitAll(int status) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Arrays.stream(lastStatuses).allMatch(last -> last == status)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never " + status + ": " + Arrays.toString(lastStatuses));
      }
      TimeUnit.SECONDS.timedWait(this, 1);
    }
  }

  /** The longest time that any answer took. */
  synchronized Duration slowest() {
    return Duration.ofNanos(slowestNanos);
  }

  /** Every status that any client got. */
  synchronized Set<Integer> statuses() {
    return Set.copyOf(statuses);
  }

  /** Stops, and fails if a client did. */
  @Override
  public void close() {
    over = true;
    threads.shutdown();
    for (Future<?> client : clients) {
      try {
        client.get(SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new AssertionError("a client failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  private Void callAgainAndAgain(int client) throws IOException, InterruptedException {
    while (!over) {
      long start = System.nanoTime();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      requireReason(response);
      note(client, response.statusCode(), System.nanoTime() - start);
    }
    return null;
  }

  private synchronized void note(int client, int status, long nanos) {
    lastStatuses[client] = status;
    statuses.add(status);
    slowestNanos = Math.max(slowestNanos, nanos);
    notifyAll();
  }

  private static void requireReason(HttpResponse<String> response) {
    if (response.statusCode() == 503
        && !response.body().startsWith("{\"message\":\"The database is unavailable.\"")) {
      throw new AssertionError(response.body());
    }
  }
}
