package dev.latchkey.http.client;

import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.ValidationJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server refused. There is one kind for each thing that a caller can do about it. The text is
 * that of contract section 3: method and URL, status, message, then the detail and one line for
 * each field that is wrong.
 */
public abstract sealed class ApiException extends ClientException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String message;
  private final @Nullable String detail;
  private final @Nullable Duration retryAfter;
  // Its items can't be serialized, so a copy that was serialized has null here.
  private final transient @Nullable List<ValidationJson> validations;

  private ApiException(Asked asked, Refusal refusal) {
    super(asked, textOf(asked, refusal), null);
    status = refusal.status();
    message = refusal.error().message();
    detail = refusal.error().detail();
    retryAfter = refusal.response().retryAfter().orElse(null);
    validations = refusal.error().validations();
  }

  /** The HTTP status of the answer. */
  public final int status() {
    return status;
  }

  /** What went wrong, without the rest of {@link #getMessage()}. */
  public final String message() {
    return message;
  }

  /** More about it; null if the server said no more. */
  public final @Nullable String detail() {
    return detail;
  }

  /** What is wrong with the request, field by field; none after this was serialized. */
  public final List<ValidationJson> validations() {
    return validations == null ? List.of() : validations;
  }

  /** How long to wait before the next request, if the server said so. */
  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  @Override
  boolean saysThatNothingWasDone() {
    return this instanceof RateLimited;
  }

  private static String textOf(Asked asked, Refusal refusal) {
    ErrorJson error = refusal.error();
    StringBuilder text = new StringBuilder();
    text.append(asked).append(": unexpected status code ").append(refusal.status());
    text.append(": ").append(error.message());
    if (error.detail() != null) {
      text.append("\n\tError: ").append(error.detail());
    }
    for (ValidationJson validation : error.validations()) {
      text.append("\n\t").append(validation.field()).append(": ").append(validation.detail());
    }
    return text.toString();
  }

  /** The request breaks rules (400). Correct it: {@link #validations()} tells all that is wrong. */
  public static final class Invalid extends ApiException {
    private static final long serialVersionUID = 1L;

    Invalid(Asked asked, Refusal refusal) {
      super(asked, refusal);
    }
  }

  /** There is no token, or it is refused (401). Another try with it is pointless. */
  public static final class Unauthorized extends ApiException {
    private static final long serialVersionUID = 1L;

    private final boolean expired;

    Unauthorized(Asked asked, Refusal refusal) {
      super(asked, refusal);
      expired = refusal.isExpired();
    }

    /** Whether the token was good once and has ended. */
    public boolean isExpired() {
      return expired;
    }
  }

  /** The caller may know that it exists, but not do this to it (403). */
  public static final class Forbidden extends ApiException {
    private static final long serialVersionUID = 1L;

    Forbidden(Asked asked, Refusal refusal) {
      super(asked, refusal);
    }
  }

  /** It does not exist, or the caller may not know that it does (404). */
  public static final class NotFound extends ApiException {
    private static final long serialVersionUID = 1L;

    NotFound(Asked asked, Refusal refusal) {
      super(asked, refusal);
    }
  }

  /** Something else is in the way (409): a name that is in use, or the last site owner. */
  public static final class Conflict extends ApiException {
    private static final long serialVersionUID = 1L;

    Conflict(Asked asked, Refusal refusal) {
      super(asked, refusal);
    }
  }

  /** There were too many requests (429). This one has done nothing, by no try. */
  public static final class RateLimited extends ApiException {
    private static final long serialVersionUID = 1L;

    RateLimited(Asked asked, Refusal refusal) {
      super(asked, refusal);
    }
  }

  /**
   * The server, its database or what stands before it is away (502, 503, 504). Try again later.
   * Whether a change has happened is known from the audit trail of {@link #requestId()}.
   */
  public static final class Unavailable extends ApiException {
    private static final long serialVersionUID = 1L;

    Unavailable(Asked asked, Refusal refusal) {
      super(asked, refusal);
    }
  }

  /** Any other status: a fault of the server, or one that does not know the request. */
  public static final class Unexpected extends ApiException {
    private static final long serialVersionUID = 1L;

    Unexpected(Asked asked, Refusal refusal) {
      super(asked, refusal);
    }
  }
}
