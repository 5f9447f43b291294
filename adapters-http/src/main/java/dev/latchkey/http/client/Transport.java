package dev.latchkey.http.client;

import static java.util.Objects.requireNonNullElse;

import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.wire.Json;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Sends a request to one server, once. Thread-safe. */
final class Transport {

  private final HttpClient http;
  private final String baseUrl;
  private final String userAgent;
  private final @Nullable String token;

  /**
   * @param baseUrl without a slash at its end
   */
  Transport(HttpClient http, String baseUrl, String userAgent, @Nullable String token) {
    this.http = http;
    this.baseUrl = baseUrl;
    this.userAgent = userAgent;
    this.token = token;
  }

  /** Why no header can carry that; the JDK's own refusal would repeat it. */
  static Optional<String> problemOfToken(String token) {
    return token.matches("[!-~]+")
        ? Optional.empty()
        : Optional.of(
            "a token is one word of ASCII characters (got " + token.length() + " characters)");
  }

  /**
   * @throws IllegalArgumentException if no header can carry that
   */
  Transport withToken(String newToken) {
    problemOfToken(newToken)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return new Transport(http, baseUrl, userAgent, newToken);
  }

  String baseUrl() {
    return baseUrl;
  }

  /** What a call of {@code request} asks, for every try of it. */
  Asked asked(Request request) {
    return new Asked(
        request.method(), TokenText.redact(baseUrl + request.path()), UUID.randomUUID());
  }

  /**
   * Sends a request and waits for the head of its answer.
   *
   * @param deadline when all of the answer must be there, unless its reader has more patience
   * @throws ConnectionException if there is no answer
   */
  OpenAnswer send(Request request, Asked asked, Deadline deadline) {
    CompletableFuture<HttpResponse<AnswerBody>> answer =
        http.sendAsync(built(request, asked), head -> new AnswerBody(deadline::left));
    try {
      return new OpenAnswer(asked, answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      giveUp(answer);
      throw ConnectionException.givenUp(asked, AnswerBody.TOO_LATE);
    } catch (ExecutionException e) {
      throw failed(asked, requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      giveUp(answer);
      Thread.currentThread().interrupt();
      throw ConnectionException.givenUp(asked, "interrupted");
    }
  }

  // What has come in the meantime would hold its connection for ever.
  private static void giveUp(CompletableFuture<HttpResponse<AnswerBody>> answer) {
    answer.cancel(true);
    CompletableFuture<Void> unused = answer.thenAccept(late -> late.body().close());
  }

  private static ConnectionException failed(Asked asked, Throwable cause) {
    boolean unsent =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLHandshakeException;
    return unsent
        ? ConnectionException.unsent(asked, cause)
        : ConnectionException.broken(asked, cause);
  }

  private HttpRequest built(Request request, Asked asked) {
    Object json = request.json();
    BodyPublisher body =
        json == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(json));
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(baseUrl + request.path() + query))
            .header("Accept", "application/json, */*;q=0.1")
            .header("User-Agent", userAgent)
            .header("X-Request-Id", asked.requestId().toString())
            .method(request.method(), body);
    if (json != null) {
      builder.header("Content-Type", "application/json");
    }
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder.build();
  }
}
