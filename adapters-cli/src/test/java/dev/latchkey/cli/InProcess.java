package dev.latchkey.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands within the process of the test, as one person with one home folder. */
final class InProcess {

  private final Path home;
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

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new LatchkeyCli(
                new ProcessContext(new PrintWriter(out), new PrintWriter(err), environment, home))
            .run(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }
}
