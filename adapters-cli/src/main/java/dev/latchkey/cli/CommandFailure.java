package dev.latchkey.cli;

/** A command can't do what it was asked; the message tells the person why and what to do. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message for the person, without any secret
   */
  public CommandFailure(String message) {
    super(message);
  }

  /**
   * @param message for the person, without any secret
   * @param cause what happened; it is not shown
   */
  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
