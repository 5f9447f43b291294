package dev.latchkey.cli;

import dev.latchkey.cli.text.Prompt;
import dev.latchkey.cli.text.Terminal;
import java.io.BufferedWriter;
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
import java.util.function.BooleanSupplier;

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
    BooleanSupplier pipeClosed) {

  private static final int BUFFER = 16 * 1024;

  /** Those of this process. */
  static ProcessContext ofThisProcess() {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.parse(System.getProperty("latchkey.terminal", ""), environment);
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
        out::isPipeClosed);
  }

  // Java asks the table of users, and not the shell.
  private static Path home(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", ""));
    return home.isAbsolute() ? home : Path.of(System.getProperty("user.home"));
  }

  /** The same with other streams. */
  ProcessContext with(InputStream newIn, PrintWriter newOut, PrintWriter newErr) {
    return new ProcessContext(
        newIn, newOut, newErr, terminal, environment, home, account, clock, pipeClosed);
  }

  /** The same for somebody whose home is that folder, with nothing set. */
  ProcessContext in(Path folder) {
    return new ProcessContext(in, out, err, terminal, Map.of(), folder, account, clock, pipeClosed);
  }

  /** The value of an environment variable; empty if it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Asks the person. */
  public Prompt prompt() {
    return new Prompt(in, err, terminal);
  }

  // UTF-8 whatever the locale: names may be in any script, and JSON is UTF-8 by definition.
  private static PrintWriter writer(OutputStream stream, boolean flushing) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER),
        flushing);
  }
}
