package dev.latchkey.http.client;

import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.Json;
import dev.latchkey.http.wire.ValidationJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An answer that is no success, in words that may be shown: what a server repeats of a request can
 * hold a secret, whatever it is.
 *
 * @param response the answer
 * @param error what it says
 */
record Refusal(Response response, ErrorJson error) {

  private static final int MAX_SHOWN = 2048;
  private static final int MAX_READ = 8 * MAX_SHOWN;
  private static final String EXPIRED = "API key expired";
  private static final String NO_SUCH_ROUTE = "Route not found.";

  static Refusal of(Response response) {
    return new Refusal(response, readJson(response).orElseGet(() -> otherText(response)));
  }

  int status() {
    return response.status();
  }

  // Other servers of the contract have no such header, and clients go by the text (section 2.2).
  boolean isExpired() {
    String detail = error.detail();
    return response.header("X-Latchkey-Reason").equals("expired")
        || (detail != null && detail.contains(EXPIRED));
  }

  ApiException exception() {
    Asked asked = response.asked();
    return switch (status()) {
      case 400 -> new ApiException.Invalid(asked, this);
      case 401 -> new ApiException.Unauthorized(asked, this);
      case 403 -> new ApiException.Forbidden(asked, this);
      case 404 ->
          isAboutWhatWasAskedFor()
              ? new ApiException.NotFound(asked, this)
              : new ApiException.Unexpected(asked, this);
      case 409 -> new ApiException.Conflict(asked, this);
      case 429 -> new ApiException.RateLimited(asked, this);
      case 502, 503, 504 -> new ApiException.Unavailable(asked, this);
      default -> new ApiException.Unexpected(asked, this);
    };
  }

  // A wrong address, or a server that does not know the request, says nothing about a key.
  boolean isAboutWhatWasAskedFor() {
    return readJson(response).isPresent() && !error.message().equals(NO_SUCH_ROUTE);
  }

  private static Optional<ErrorJson> readJson(Response response) {
    if (!response.header("Content-Type").startsWith("application/json")) {
      return Optional.empty();
    }
    try {
      return Json.readNullable(response.body(), ErrorJson.class).map(Refusal::redacted);
    } catch (IOException notAnError) {
      return Optional.empty();
    }
  }

  private static ErrorJson redacted(ErrorJson error) {
    String detail = error.detail();
    return new ErrorJson(
        TokenText.redact(error.message()),
        detail == null ? null : TokenText.redact(detail),
        error.validations().stream().map(Refusal::redacted).toList());
  }

  private static ValidationJson redacted(ValidationJson validation) {
    return new ValidationJson(
        TokenText.redact(String.valueOf(validation.field())),
        TokenText.redact(String.valueOf(validation.detail())));
  }

  private static ErrorJson otherText(Response response) {
    String elsewhere = TokenText.redact(response.header("Location"));
    if (response.status() / 100 == 3 && !elsewhere.isEmpty()) {
      return ErrorJson.of(
          "The answer is a redirect, which is not followed with a token.",
          "It leads to " + elsewhere + ": use that address if it is the server's.");
    }
    // Secrets are cut out first, or one that stands at the cut could not be told any more.
    int read = Math.min(response.body().length, MAX_READ);
    String text = TokenText.redact(new String(response.body(), 0, read, StandardCharsets.UTF_8));
    String type = TokenText.redact(response.header("Content-Type"));
    return ErrorJson.of(
        "unexpected non-JSON response \"" + type + "\"",
        text.substring(0, Math.min(text.length(), MAX_SHOWN)));
  }
}
