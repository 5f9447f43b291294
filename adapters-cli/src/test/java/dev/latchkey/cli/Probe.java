package dev.latchkey.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a server for nothing but the status of its answer. */
final class Probe {

  private static final int SECONDS = 30;

  private Probe() {}

  /** Asks without a token. */
  static int status(ServerProcess server, String path) {
    return send(request(server, path).build());
  }

  static int status(ServerProcess server, String path, String token) {
    return send(request(server, path).header("Authorization", "Bearer " + token).build());
  }

  /** Asks again and again until the answer has this status. */
  static void await(ServerProcess server, String path, int status) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int last = status(server, path);
    while (last != status) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(path + " still answers " + last + ", not " + status);
      }
      last = status(server, path);
    }
  }

  private static HttpRequest.Builder request(ServerProcess server, String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .timeout(Duration.ofSeconds(SECONDS));
  }

  private static int send(HttpRequest request) {
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
