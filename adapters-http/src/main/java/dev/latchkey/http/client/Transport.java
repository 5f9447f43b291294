package dev.latchkey.http.client;

import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.wire.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes of a request what is sent, and sends it to one server, once. Thread-safe. */
final class Transport {

  private final Sender sender;
  private final String baseUrl;
  private final String userAgent;
  private final @Nullable String token;

  /**
   * @param baseUrl without a slash at its end
   */
  Transport(Sender sender, String baseUrl, String userAgent, @Nullable String token) {
    this.sender = sender;
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
    return new Transport(sender, baseUrl, userAgent, newToken);
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
    Object json = request.json();
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    return sender.send(
        new Outgoing(
            asked,
            request.method(),
            URI.create(baseUrl + request.path() + query),
            headers(asked, json != null),
            json == null ? null : Json.write(json),
            request.repeatable()),
        deadline);
  }

  private Map<String, String> headers(Asked asked, boolean withJson) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json, */*;q=0.1");
    headers.put("User-Agent", userAgent);
    headers.put("X-Request-Id", asked.requestId().toString());
    if (withJson) {
      headers.put("Content-Type", "application/json");
    }
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    return headers;
  }
}
