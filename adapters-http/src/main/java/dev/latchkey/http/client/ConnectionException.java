package dev.latchkey.http.client;

import static java.util.Objects.requireNonNullElse;

import dev.latchkey.core.key.TokenText;
import org.jspecify.annotations.Nullable;

/**
 * There was no answer of a Latchkey server: it can't be reached, took too long, broke off, or
 * something else answers at that address. Unless {@link #isUnsent()}, it is not known whether a
 * change that was asked for has happened; the audit trail of {@link #requestId()} tells. Of several
 * tries of a change, one of which may have come through, it is that one.
 */
public final class ConnectionException extends ClientException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** How far the request got. */
  private enum Kind {
    UNSENT,
    BROKEN,
    NOT_LATCHKEY
  }

  private ConnectionException(Asked asked, String problem, @Nullable Throwable cause, Kind kind) {
    super(asked, asked + ": " + problem, cause);
    this.kind = kind;
  }

  /** No connection was made. */
  static ConnectionException unsent(Asked asked, Throwable cause) {
    return new ConnectionException(asked, textOf(cause), shown(cause), Kind.UNSENT);
  }

  /** The request may have arrived. */
  static ConnectionException broken(Asked asked, Throwable cause) {
    return new ConnectionException(asked, textOf(cause), shown(cause), Kind.BROKEN);
  }

  /** The request may have arrived, and nobody waits for the answer any more. */
  static ConnectionException givenUp(Asked asked, String why) {
    return new ConnectionException(asked, why, null, Kind.BROKEN);
  }

  /** What answers at that address is no Latchkey server. */
  static ConnectionException notLatchkey(Asked asked, int status, String problem) {
    String text =
        "status %s, but not the answer of a Latchkey server (%s); check the address"
            .formatted(status, TokenText.redact(problem));
    return new ConnectionException(asked, text, null, Kind.NOT_LATCHKEY);
  }

  /** Whether nothing was sent, by no try, because there was no connection. */
  public boolean isUnsent() {
    return kind == Kind.UNSENT;
  }

  @Override
  boolean saysThatNothingWasDone() {
    return isUnsent();
  }

  /** Whether it may be over at the next try. */
  boolean isPassing() {
    return kind != Kind.NOT_LATCHKEY;
  }

  private static String textOf(Throwable cause) {
    String reason = requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    return "no answer from the server: " + TokenText.redact(reason);
  }

  // The JDK repeats what it can't read, and that may be anything.
  private static @Nullable Throwable shown(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      String text = each.toString();
      if (!TokenText.redact(text).equals(text)) {
        return null;
      }
    }
    return cause;
  }
}
