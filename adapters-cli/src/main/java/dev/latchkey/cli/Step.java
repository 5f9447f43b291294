package dev.latchkey.cli;

import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.ConnectionException;
import java.util.function.Supplier;

/** Names the step of a command in which the server refused or did not answer. */
final class Step {

  private Step() {}

  /**
   * Runs a call of the server.
   *
   * @param name what is done, as an error shall say, such as {@code list tokens}
   */
  static <T> T run(String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiException | ConnectionException e) {
      throw new FailedStep(name, e);
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

  /** A call of the server that failed. */
  static final class FailedStep extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String step;
    private final RuntimeException failure;

    FailedStep(String step, RuntimeException failure) {
      super(failure);
      this.step = step;
      this.failure = failure;
    }

    RuntimeException failure() {
      return failure;
    }

    String step() {
      return step;
    }
  }
}
