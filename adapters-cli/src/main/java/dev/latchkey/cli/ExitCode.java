package dev.latchkey.cli;

/** How a command tells the shell what became of it. These numbers stay as they are. */
public enum ExitCode {
  /** What was asked for is done. */
  DONE(0),
  /** It failed for another reason than those below. */
  FAILED(1),
  /** The command was used wrongly, which was noticed before anything was changed. */
  USAGE(2),
  /** Something that was named does not exist, or the caller may not know that it does. */
  NOT_FOUND(3),
  /** The caller is not known, or may not do that. */
  NOT_PERMITTED(4),
  /** The server or the database can't be reached, has too much to do, or is no Latchkey. */
  UNREACHABLE(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** What the shell gets. */
  public int number() {
    return number;
  }
}
