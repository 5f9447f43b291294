package dev.latchkey.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command can't do what it was asked: what failed and why, what to do next, and the exit code.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String next;

  /**
   * @param message what failed and why, for the person, without any secret
   */
  public CommandFailure(String message) {
    this(ExitCode.FAILED, message, "", null);
  }

  /**
   * @param message what failed and why, for the person, without any secret
   * @param cause what happened; it is not shown
   */
  public CommandFailure(String message, Throwable cause) {
    this(ExitCode.FAILED, message, "", cause);
  }

  /**
   * @param message what failed and why, for the person, without any secret
   * @param next what the person can do; empty to leave it to the exit code
   */
  public CommandFailure(ExitCode exitCode, String message, String next) {
    this(exitCode, message, next, null);
  }

  /**
   * @param message what failed and why, for the person, without any secret
   * @param next what the person can do; empty to leave it to the exit code
   * @param cause what happened; it is not shown
   */
  public CommandFailure(ExitCode exitCode, String message, String next, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.next = next;
  }

  /** The command was used wrongly. */
  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message, "");
  }

  /** What the shell is told. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What the person can do; empty if the exit code says enough. */
  public String next() {
    return next;
  }
}
