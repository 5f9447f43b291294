package dev.latchkey.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands within the process of the test, as one person with one home folder. */
final class InProcess {

  /** The account of that person on this machine. */
  static final String ACCOUNT = "alice";

  private final Path home;
  private byte[] input = {};
  private final Map<String, String> environment = new HashMap<>();

  InProcess(Path home) {
    this.home = home;
  }

  InProcess with(String variable, String value) {
    InProcess copy = new InProcess(home);
    copy.environment.putAll(environment);
    copy.environment.put(variable, value);
    return copy;
  }

  /** The same person with this on their standard input. */
  InProcess typing(byte[] newInput) {
    InProcess copy = new InProcess(home);
    copy.environment.putAll(environment);
    copy.input = newInput.clone();
    return copy;
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new LatchkeyCli(
                new ProcessContext(
                    new ByteArrayInputStream(input),
                    new PrintWriter(out),
                    new PrintWriter(err),
                    environment,
                    home,
                    ACCOUNT))
            .run(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }
}
