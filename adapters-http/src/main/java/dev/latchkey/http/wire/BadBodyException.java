package dev.latchkey.http.wire;

import dev.latchkey.core.error.Violation;
import java.util.List;

/**
 * The body of a request is not the JSON that is expected. The message is for the client and repeats
 * nothing of the body.
 */
public final class BadBodyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  BadBodyException(String message, List<Violation> violations) {
    super(message);
    this.violations = List.copyOf(violations);
  }

  /** The fields of a wrong type; none if the body is no JSON object at all. */
  public List<Violation> violations() {
    return violations;
  }
}
