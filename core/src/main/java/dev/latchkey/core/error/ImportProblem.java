package dev.latchkey.core.error;

/**
 * One thing that is wrong with keys that were to be imported.
 *
 * @param line in which line, counted from 1
 * @param field in which field, as the file names it; empty if it is the line as a whole
 * @param detail what is wrong and what is expected, without any hash
 */
public record ImportProblem(long line, String field, String detail) {

  /** The problem on one line, such as {@code line 3: name: must not contain "/"}. */
  @Override
  public String toString() {
    return "line " + line + ": " + (field.isEmpty() ? "" : field + ": ") + detail;
  }
}
