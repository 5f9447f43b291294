package dev.latchkey.core.error;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field as the wire names it, such as {@code token_name}
 * @param detail what is wrong with it and what is expected
 */
public record Violation(String field, String detail) {}
