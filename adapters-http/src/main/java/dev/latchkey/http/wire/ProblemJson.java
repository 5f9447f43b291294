package dev.latchkey.http.wire;

import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.LatchkeyException.LastOwner;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.error.Violation.Kind;
import dev.latchkey.core.key.TokenText;
import java.util.List;
import java.util.Optional;

/**
 * How a refusal of the core is told (contract section 3). It is the one place that knows, for
 * everybody who tells it.
 *
 * @param status the HTTP status
 * @param error the body
 */
public record ProblemJson(int status, ErrorJson error) {

  /** The message for a body that can't be read. */
  public static final String BAD_BODY = "Request body must be valid JSON.";

  private static final String NOT_CREATED = "Failed to create API key.";

  /** The same from the core; nothing for what no caller of an API can cause. */
  public static Optional<ProblemJson> from(LatchkeyException refusal) {
    String message = TokenText.redact(String.valueOf(refusal.getMessage()));
    if (refusal instanceof NotFound) {
      return of(404, ErrorJson.of(message));
    }
    if (refusal instanceof Forbidden) {
      return of(403, ErrorJson.of("Forbidden.", message));
    }
    if (refusal instanceof NameTaken taken) {
      return of(409, nameTaken(message, taken));
    }
    if (refusal instanceof LastOwner) {
      return of(409, ErrorJson.of(message));
    }
    if (refusal instanceof Invalid invalid) {
      return of(400, invalid(invalid.violations()));
    }
    if (refusal instanceof Unavailable away) {
      return of(
          503,
          ErrorJson.of(
              "The database is unavailable.",
              away.isOutcomeUnknown()
                  ? "It is not known whether the change was made. Look before you try it again."
                  : "Nothing is wrong with the request. Try it again later."));
    }
    return Optional.empty();
  }

  private static Optional<ProblemJson> of(int status, ErrorJson error) {
    return Optional.of(new ProblemJson(status, error));
  }

  private static ErrorJson nameTaken(String message, NameTaken taken) {
    return new ErrorJson(
        message,
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

  /** A message with what is wrong in detail. */
  public static ErrorJson error(String message, String detail, List<Violation> violations) {
    return new ErrorJson(
        message, TokenText.redact(detail), violations.stream().map(ValidationJson::from).toList());
  }
}
