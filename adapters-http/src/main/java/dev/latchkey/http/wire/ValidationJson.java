package dev.latchkey.http.wire;

import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.TokenText;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field as the wire names it
 * @param detail what is wrong with it and what is expected
 */
public record ValidationJson(String field, String detail) {

  /** The same from the core, without a token that it may repeat. */
  public static ValidationJson from(Violation violation) {
    return new ValidationJson(
        TokenText.redact(violation.field()), TokenText.redact(violation.detail()));
  }
}
