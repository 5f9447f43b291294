package dev.latchkey.cli;

import dev.latchkey.http.wire.ErrorJson;

/**
 * Latchkey refused what a command asked, or did not answer. It says the same whether a server was
 * asked or a database.
 */
public final class BackendException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient ErrorJson error;
  private final String exchange;

  /** What a person can do about it differs by these. */
  public enum Kind {
    /** The request breaks rules. */
    INVALID(ExitCode.FAILED),
    /** There is no token, or it is refused. */
    NOT_SIGNED_IN(ExitCode.NOT_PERMITTED),
    /** The caller may not do this. */
    FORBIDDEN(ExitCode.NOT_PERMITTED),
    /** It does not exist, or the caller may not know that it does. */
    NOT_FOUND(ExitCode.NOT_FOUND),
    /** What answers at the address does not know the request, so that it is another address. */
    WRONG_ADDRESS(ExitCode.UNREACHABLE),
    /** Something else is in the way. */
    CONFLICT(ExitCode.FAILED),
    /** There were too many requests, and this one was not looked at. */
    TOO_MANY(ExitCode.UNREACHABLE),
    /** The server or its database can't be reached, or has no time now. */
    UNREACHABLE(ExitCode.UNREACHABLE),
    /** Something is wrong with the server or the database. */
    FAULT(ExitCode.FAILED);

    private final ExitCode exitCode;

    Kind(ExitCode exitCode) {
      this.exitCode = exitCode;
    }

    ExitCode exitCode() {
      return exitCode;
    }

    /** The kind of a refusal with that HTTP status. */
    public static Kind ofStatus(int status) {
      return switch (status) {
        case 400 -> INVALID;
        case 401 -> NOT_SIGNED_IN;
        case 403 -> FORBIDDEN;
        case 404 -> NOT_FOUND;
        case 409 -> CONFLICT;
        case 429 -> TOO_MANY;
        case 502, 503, 504 -> UNREACHABLE;
        default -> FAULT;
      };
    }
  }

  /**
   * @param exchange what was asked of whom, and by which request id, for who wants to know more
   * @param cause what happened; it is not shown
   */
  public BackendException(Kind kind, ErrorJson error, String exchange, Throwable cause) {
    super(error.message(), cause);
    this.kind = kind;
    this.error = error;
    this.exchange = exchange;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** What was said. */
  public ErrorJson error() {
    return error;
  }

  /** What was asked of whom, and by which request id. */
  public String exchange() {
    return exchange;
  }
}
