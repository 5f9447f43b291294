package dev.latchkey.cli.text;

/** Leaves the terminal as it should be if the process is told to end meanwhile, as by Ctrl-C. */
final class AtEnd implements AutoCloseable {

  private final Thread hook;

  AtEnd(Runnable tidying) {
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
