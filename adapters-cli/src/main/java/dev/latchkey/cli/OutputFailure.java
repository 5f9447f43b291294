package dev.latchkey.cli;

/** The standard output takes nothing any more, so that there is no sense in going on. */
public final class OutputFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Ends a command that has more to write. */
  public OutputFailure() {
    super("the output could not be written");
  }
}
