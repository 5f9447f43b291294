package dev.latchkey.http.client;

import static java.util.Objects.requireNonNullElse;

import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server and sorts out its answers. Nothing is sent twice: the caller decides
 * whether a failed request is worth another try. Thread-safe.
 */
final class Connection {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_SHOWN = 2048;
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int FIRST_ERROR = 300;
  private static final String NOT_WANTED = "another status is due";
  // Some 150,000 keys. What is larger would rather fill the memory than be of use.
  private static final int MAX_ANSWER = 64 * 1024 * 1024;

  private final HttpClient http;
  private final String baseUrl;
  private final @Nullable String token;
  private final Duration timeout;

  private Connection(HttpClient http, String baseUrl, @Nullable String token, Duration timeout) {
    this.http = http;
    this.baseUrl = baseUrl;
    this.token = token;
    this.timeout = timeout;
  }

  /**
   * @param timeout for a request and its whole answer
   */
  static Connection to(URI url, Duration timeout) {
    boolean web =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    if (!web
        || url.getHost() == null
        || url.getUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "the address of a server is like http://127.0.0.1:3000 or https://keys.example.com/base,"
              + " with nothing behind it and no user");
    }
    HttpClient http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            // The token must go nowhere but to the server that it is for.
            .followRedirects(Redirect.NEVER)
            .build();
    return new Connection(http, url.toString().replaceFirst("/+$", ""), null, timeout);
  }

  Connection withToken(String newToken) {
    if (!newToken.matches("[!-~]+")) {
      // The JDK's own refusal would repeat the token.
      throw new IllegalArgumentException(
          "a token is one word of ASCII characters (got " + newToken.length() + " characters)");
    }
    return new Connection(http, baseUrl, newToken, timeout);
  }

  <T> T fetch(Request request, Class<T> type) {
    return read(request, type)
        .orElseThrow(() -> notLatchkey(request, OK, "there is nothing in it"));
  }

  /** Fetches a list; the contract's servers may say null for an empty one. */
  <T> List<T> fetchList(Request request, Class<T[]> type) {
    List<T> items = read(request, type).map(Arrays::asList).orElse(List.of());
    if (items.stream().anyMatch(Objects::isNull)) {
      throw notLatchkey(request, OK, "an item of the list is null");
    }
    return List.copyOf(items);
  }

  private <T> Optional<T> read(Request request, Class<T> type) {
    HttpResponse<byte[]> response = send(request);
    int status = response.statusCode();
    requireSuccess(request, response);
    if (status != OK && status != CREATED) {
      throw notLatchkey(request, status, NOT_WANTED);
    }
    try {
      return Json.readNullable(response.body(), type);
    } catch (IOException e) {
      throw notLatchkey(request, status, String.valueOf(e.getMessage()));
    }
  }

  /** Sends a request that has no other good answer than 204 (G7). */
  void run(Request request) {
    HttpResponse<byte[]> response = send(request);
    requireSuccess(request, response);
    if (response.statusCode() != NO_CONTENT) {
      throw notLatchkey(request, response.statusCode(), NOT_WANTED);
    }
  }

  HttpResponse<byte[]> send(Request request) {
    String asked = request.method() + " " + shownUrl(request);
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(built(request), info -> new LimitedBody(MAX_ANSWER));
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ConnectionException(
          asked + ": no whole answer from the server within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = requireNonNullElse(e.getCause(), e);
      String reason = requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
      throw new ConnectionException(asked + ": no answer from the server: " + reason, cause);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ConnectionException(asked + ": interrupted", e);
    }
  }

  void requireSuccess(Request request, HttpResponse<byte[]> response) {
    if (response.statusCode() >= FIRST_ERROR) {
      throw new ApiException(
          request.method(), shownUrl(request), response.statusCode(), errorOf(response));
    }
  }

  ConnectionException notLatchkey(Request request, int status, String problem) {
    String message =
        "%s %s: status %d, but not the answer of a Latchkey server (%s); check the address"
            .formatted(request.method(), shownUrl(request), status, problem);
    return new ConnectionException(message, null);
  }

  private HttpRequest built(Request request) {
    Object json = request.json();
    BodyPublisher body =
        json == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(json));
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(baseUrl + request.path() + query))
            .header("Accept", "application/json")
            .method(request.method(), body);
    if (json != null) {
      builder.header("Content-Type", "application/json");
    }
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder.build();
  }

  private String shownUrl(Request request) {
    return TokenText.redact(baseUrl + request.path());
  }

  private static ErrorJson errorOf(HttpResponse<byte[]> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith("application/json")) {
      try {
        return Json.read(response.body(), ErrorJson.class);
      } catch (IOException notAnError) {
        // Shown below as what it is.
      }
    }
    int shown = Math.min(response.body().length, MAX_SHOWN);
    return ErrorJson.of(
        "unexpected non-JSON response \"" + type + "\"",
        TokenText.redact(new String(response.body(), 0, shown, StandardCharsets.UTF_8)));
  }
}
