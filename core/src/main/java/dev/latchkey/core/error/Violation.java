package dev.latchkey.core.error;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field as the wire names it, such as {@code token_name}
 * @param detail what is wrong with it and what is expected
 * @param kind whether it could be read at all
 */
public record Violation(String field, String detail, Kind kind) {

  /** How far the field could be understood. */
  public enum Kind {
    /** It has not the form of what it should be. */
    UNREADABLE,
    /** It could be read, but breaks a rule. */
    RULE
  }

  /**
   * The field could be read, but breaks a rule.
   *
   * @param field the field as the wire names it
   * @param detail what is wrong with it and what is expected
   */
  public Violation(String field, String detail) {
    this(field, detail, Kind.RULE);
  }

  /** The field has not the form of what it should be. */
  public static Violation unreadable(String field, String detail) {
    return new Violation(field, detail, Kind.UNREADABLE);
  }
}
