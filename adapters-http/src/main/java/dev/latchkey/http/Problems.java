package dev.latchkey.http;

import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.LatchkeyException.LastOwner;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.error.Violation.Kind;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.wire.BadBodyException;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.ValidationJson;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The one place that turns what was thrown into an answer (contract section 3). Of what went wrong
 * inside, the log gets the cause with the id of the request, and the client learns nothing.
 */
final class Problems {

  private static final Logger LOG = System.getLogger(Problems.class.getName());

  private static final String BAD_BODY = "Request body must be valid JSON.";
  private static final String NOT_CREATED = "Failed to create API key.";

  private Problems() {}

  static Answer answer(Throwable thrown, UUID requestId) {
    if (thrown instanceof RefusedException refused) {
      return refused.answer();
    }
    if (thrown instanceof NotFound) {
      return Answer.message(404, String.valueOf(thrown.getMessage()));
    }
    if (thrown instanceof Forbidden) {
      return Challenge.forbidden(
          ErrorJson.of("Forbidden.", TokenText.redact(String.valueOf(thrown.getMessage()))));
    }
    if (thrown instanceof NameTaken taken) {
      return Answer.json(409, nameTaken(taken));
    }
    if (thrown instanceof LastOwner) {
      return Answer.message(409, String.valueOf(thrown.getMessage()));
    }
    if (thrown instanceof Invalid invalid) {
      return Answer.json(400, invalid(invalid.violations()));
    }
    if (thrown instanceof BadBodyException bad) {
      return Answer.json(400, error(BAD_BODY, String.valueOf(bad.getMessage()), bad.violations()));
    }
    return fault(thrown, requestId);
  }

  private static Answer fault(Throwable thrown, UUID requestId) {
    if (thrown instanceof Unavailable) {
      // Callers cause this as fast as they can ask, so it takes one line.
      String line = "Request %s failed: %s".formatted(requestId, onOneLine(thrown));
      LOG.log(Level.ERROR, "{0}", line, Map.of("request_id", requestId));
      return Answer.json(
          503,
          ErrorJson.of(
              "The database is unavailable.",
              "Nothing is wrong with the request. Try it again later."));
    }
    LOG.log(Level.ERROR, "Request " + requestId + " failed.", thrown);
    return Answer.message(500, "An internal server error occurred.");
  }

  /** What was thrown and why, for a log. */
  static String onOneLine(Throwable thrown) {
    Throwable cause = thrown.getCause();
    String text = thrown.getMessage() + (cause == null ? "" : " (" + cause + ")");
    return text.replaceAll("\\p{Cc}+", " ");
  }

  private static ErrorJson nameTaken(NameTaken taken) {
    return new ErrorJson(
        TokenText.redact(String.valueOf(taken.getMessage())),
        null,
        List.of(
            new ValidationJson(
                taken.field(), "This value is already in use and should be unique.")));
  }

  // The first rule that is broken decides the message, all of them are told (section 4.3).
  private static ErrorJson invalid(List<Violation> violations) {
    Violation first = violations.get(0);
    if (first.kind() == Kind.UNREADABLE) {
      return error(BAD_BODY, first.detail(), violations);
    }
    return switch (first.field()) {
      case "allow_list", "scopes" -> error(NOT_CREATED, first.detail(), violations);
      case "lifetime" ->
          error("Failed to validate create API key request.", first.detail(), violations);
      default -> error("Validation failed.", "", violations);
    };
  }

  private static ErrorJson error(String message, String detail, List<Violation> violations) {
    return new ErrorJson(
        message, TokenText.redact(detail), violations.stream().map(ValidationJson::from).toList());
  }
}
