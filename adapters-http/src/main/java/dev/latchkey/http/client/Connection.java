package dev.latchkey.http.client;

import static java.util.Objects.requireNonNullElse;

import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.Json;
import dev.latchkey.http.wire.TokenText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server and sorts out its answers. Nothing is sent twice: the caller decides
 * whether a failed request is worth another try. Thread-safe.
 */
final class Connection {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_SHOWN = 2048;
  private static final int FIRST_ERROR = 300;

  private final HttpClient http;
  private final String baseUrl;
  private final @Nullable String token;

  private Connection(HttpClient http, String baseUrl, @Nullable String token) {
    this.http = http;
    this.baseUrl = baseUrl;
    this.token = token;
  }

  static Connection to(URI url) {
    boolean web =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    if (!web || url.getHost() == null || url.getRawQuery() != null || url.getUserInfo() != null) {
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
    return new Connection(http, url.toString().replaceFirst("/+$", ""), null);
  }

  Connection withToken(String newToken) {
    if (!newToken.matches("[!-~]+")) {
      // The JDK's own refusal would repeat the token.
      throw new IllegalArgumentException(
          "a token is one word of ASCII characters (got " + newToken.length() + " characters)");
    }
    return new Connection(http, baseUrl, newToken);
  }

  <T> T fetch(Request request, Class<T> type) {
    HttpResponse<byte[]> response = send(request);
    requireSuccess(request, response);
    try {
      return Json.read(response.body(), type);
    } catch (IOException e) {
      throw notLatchkey(request, response.statusCode(), e);
    }
  }

  void run(Request request) {
    requireSuccess(request, send(request));
  }

  HttpResponse<byte[]> send(Request request) {
    try {
      return http.send(built(request), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      String reason = requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
      throw new ConnectionException(
          request.method() + " " + shownUrl(request) + ": no answer from the server: " + reason, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionException(
          request.method() + " " + shownUrl(request) + ": interrupted", e);
    }
  }

  void requireSuccess(Request request, HttpResponse<byte[]> response) {
    if (response.statusCode() >= FIRST_ERROR) {
      throw new ApiException(
          request.method(), shownUrl(request), response.statusCode(), errorOf(response));
    }
  }

  ConnectionException notLatchkey(Request request, int status, @Nullable Throwable cause) {
    String message =
        "%s %s: status %d, but not the answer of a Latchkey server; check the address"
            .formatted(request.method(), shownUrl(request), status);
    return new ConnectionException(message, cause);
  }

  private HttpRequest built(Request request) {
    Object json = request.json();
    BodyPublisher body =
        json == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.write(json));
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(baseUrl + request.path() + query))
            .timeout(REQUEST_TIMEOUT)
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
        new String(response.body(), 0, shown, StandardCharsets.UTF_8));
  }
}
