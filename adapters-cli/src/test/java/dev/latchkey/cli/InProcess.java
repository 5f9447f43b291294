package dev.latchkey.cli;

import dev.latchkey.cli.text.Person;
import dev.latchkey.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs commands within the process of the test, as one person with one home folder. */
final class InProcess {

  /** The account of that person on this machine. */
  static final String ACCOUNT = "alice";

  private final Path home;
  private byte[] input = {};
  private Terminal terminal = Terminal.NONE;
  private Instant now = TestServer.NOW;
  private Optional<Person> besides = Optional.empty();
  private final Map<String, String> environment = new HashMap<>();

  InProcess(Path home) {
    this.home = home;
  }

  InProcess with(String variable, String value) {
    InProcess copy = copy();
    copy.environment.put(variable, value);
    return copy;
  }

  /** The same person with this on their standard input. */
  InProcess typing(byte[] newInput) {
    InProcess copy = copy();
    copy.input = newInput.clone();
    return copy;
  }

  /** The same person with this on their standard input. */
  InProcess typing(String newInput) {
    return typing(newInput.getBytes(StandardCharsets.UTF_8));
  }

  /** The same person before a terminal. */
  InProcess before(Terminal newTerminal) {
    InProcess copy = copy();
    copy.terminal = newTerminal;
    return copy;
  }

  /** The same person, who can be asked apart from the standard streams. */
  InProcess askedBesides(Person person) {
    InProcess copy = copy();
    copy.besides = Optional.of(person);
    return copy;
  }

  /** The same person at another time. */
  InProcess at(Instant newNow) {
    InProcess copy = copy();
    copy.now = newNow;
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
                    terminal,
                    environment,
                    home,
                    ACCOUNT,
                    () -> now,
                    () -> false,
                    () -> besides))
            .run(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private InProcess copy() {
    InProcess copy = new InProcess(home);
    copy.environment.putAll(environment);
    copy.input = input;
    copy.terminal = terminal;
    copy.now = now;
    copy.besides = besides;
    return copy;
  }
}
