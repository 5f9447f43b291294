package dev.latchkey.cli;

import dev.latchkey.cli.text.ConsolePerson;
import dev.latchkey.cli.text.Person;
import dev.latchkey.cli.text.Prompt;
import dev.latchkey.cli.text.Terminal;
import dev.latchkey.cli.text.TerminalPerson;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a command has of the process that it runs in. Nothing else reads or writes these, so that a
 * test can run a command within its own process.
 *
 * @param in the standard input
 * @param out the standard output
 * @param err the standard error
 * @param terminal what of these is a terminal
 * @param environment the environment variables
 * @param home the home folder of the person
 * @param account the account of the person on this machine
 * @param clock the time on this machine
 * @param pipeClosed whether whoever read the standard output has gone
 * @param besides a person who can be asked although the standard streams are something else
 */
public record ProcessContext(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Terminal terminal,
    Map<String, String> environment,
    Path home,
    String account,
    InstantSource clock,
    BooleanSupplier pipeClosed,
    Supplier<Optional<Person>> besides) {

  private static final int BUFFER = 16 * 1024;

  /** What the launcher says where it can't look at the streams, so that Java has to. */
  private static final String CONSOLE = "console";

  /** Those of this process. */
  static ProcessContext ofThisProcess() {
    Map<String, String> environment = System.getenv();
    String said = System.getProperty("latchkey.terminal", "");
    Optional<Person> atConsole = said.equals(CONSOLE) ? ConsolePerson.find() : Optional.empty();
    // There is a console if the standard input is one.
    Terminal terminal = Terminal.parse(atConsole.isPresent() ? "in" : said, environment);
    PipeAwareOutput out = new PipeAwareOutput(new FileOutputStream(FileDescriptor.out));
    return new ProcessContext(
        new FileInputStream(FileDescriptor.in),
        writer(out, terminal.out()),
        writer(new FileOutputStream(FileDescriptor.err), true),
        terminal,
        environment,
        home(environment),
        System.getProperty("user.name"),
        InstantSource.system(),
        out::isPipeClosed,
        () -> atConsole.or(() -> atTerminal(terminal)));
  }

  // A process that nobody watches may belong to a terminal all the same.
  private static Optional<Person> atTerminal(Terminal terminal) {
    return terminal.out() || terminal.err()
        ? TerminalPerson.atControllingTerminal()
        : Optional.empty();
  }

  // Java asks the table of users, and not the shell.
  private static Path home(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", ""));
    return home.isAbsolute() ? home : Path.of(System.getProperty("user.home"));
  }

  /** The same with other streams. */
  ProcessContext with(InputStream newIn, PrintWriter newOut, PrintWriter newErr) {
    return new ProcessContext(
        newIn, newOut, newErr, terminal, environment, home, account, clock, pipeClosed, besides);
  }

  /** The same with that text on its standard input, which is no terminal then. */
  ProcessContext reading(String text) {
    return new ProcessContext(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        out,
        err,
        terminal.withoutIn(),
        environment,
        home,
        account,
        clock,
        pipeClosed,
        besides);
  }

  /** The same for somebody whose home is that folder, with nothing set. */
  ProcessContext in(Path folder) {
    return new ProcessContext(
        in, out, err, terminal, Map.of(), folder, account, clock, pipeClosed, besides);
  }

  /** The value of an environment variable; empty if it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Asks the person. */
  public Prompt prompt() {
    return new Prompt(in, err, terminal, besides);
  }

  // UTF-8 whatever the locale: names may be in any script, and JSON is UTF-8 by definition.
  private static PrintWriter writer(OutputStream stream, boolean flushing) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER),
        flushing);
  }
}
