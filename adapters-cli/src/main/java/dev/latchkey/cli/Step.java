package dev.latchkey.cli;

import java.util.function.Supplier;

/** Names the step of a command in which Latchkey refused or did not answer. */
final class Step {

  private Step() {}

  /**
   * Asks something.
   *
   * @param name what is done, as an error shall say, such as {@code list tokens}
   */
  static <T> T run(String name, Supplier<T> call) {
    return run(name, "", call);
  }

  /**
   * The same for what may not be found.
   *
   * @param ifNotFound what the person can do then; empty for the usual advice
   */
  static <T> T run(String name, String ifNotFound, Supplier<T> call) {
    try {
      return call.get();
    } catch (BackendException e) {
      throw new FailedStep(name, ifNotFound, e);
    }
  }

  /** The same for a call without an answer. */
  static void run(String name, Runnable call) {
    run(
        name,
        () -> {
          call.run();
          return true;
        });
  }

  /** Something that was asked and failed. */
  static final class FailedStep extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String step;
    private final String ifNotFound;
    private final BackendException failure;

    FailedStep(String step, String ifNotFound, BackendException failure) {
      super(failure);
      this.step = step;
      this.ifNotFound = ifNotFound;
      this.failure = failure;
    }

    BackendException failure() {
      return failure;
    }

    String step() {
      return step;
    }

    String ifNotFound() {
      return ifNotFound;
    }
  }
}
