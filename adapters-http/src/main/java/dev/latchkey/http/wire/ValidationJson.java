package dev.latchkey.http.wire;

import dev.latchkey.core.error.Violation;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field as the wire names it
 * @param detail what is wrong with it and what is expected
 */
public record ValidationJson(String field, String detail) {

  /** The same from the core. */
  public static ValidationJson from(Violation violation) {
    return new ValidationJson(violation.field(), violation.detail());
  }
}
