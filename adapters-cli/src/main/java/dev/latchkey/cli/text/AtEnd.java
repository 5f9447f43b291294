package dev.latchkey.cli.text;

/** Leaves things as they should be if the process is told to end meanwhile, as by Ctrl-C. */
public final class AtEnd implements AutoCloseable {

  private final Thread hook;

  /** Has that done at such an end. */
  public AtEnd(Runnable tidying) {
    hook = new Thread(tidying);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Now it is no longer needed. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook does its work.
    }
  }
}
