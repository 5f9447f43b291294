package dev.latchkey.cli.text;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A person at a terminal of Unix. */
public final class TerminalPerson implements Person {

  private static final String CONTROLLING = "/dev/tty";

  private final InputStream in;
  private final PrintWriter out;
  private final Redirect terminal;

  /**
   * @param in where the answers come from
   * @param out where the questions go
   * @param terminal how another process gets at the terminal
   */
  TerminalPerson(InputStream in, PrintWriter out, Redirect terminal) {
    this.in = in;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * The person at the terminal that the process belongs to, whatever its streams are; nobody if it
   * belongs to none.
   */
  public static Optional<Person> atControllingTerminal() {
    try {
      // It stays open until the process ends, which is soon.
      return Optional.of(
          new TerminalPerson(
              new FileInputStream(CONTROLLING),
              new PrintWriter(new FileOutputStream(CONTROLLING), false, StandardCharsets.UTF_8),
              Redirect.from(new File(CONTROLLING))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> line(String question) {
    out.print(question);
    out.flush();
    return Lines.next(in);
  }

  @Override
  public Optional<String> secret(String question) {
    // What is typed to the shell afterwards has to be seen.
    AtEnd interrupted = new AtEnd(this::show);
    try {
      // Before the question, because a fast answer would be seen.
      if (!stty("-echo")) {
        out.println("This terminal can't be told not to show what is typed, so you are not asked.");
        out.flush();
        return Optional.empty();
      }
      return line(question + ": ").map(String::strip);
    } finally {
      interrupted.close();
      show();
    }
  }

  private void show() {
    stty("echo");
    out.println();
    out.flush();
  }

  // Java's own way needs that the results go to the terminal too.
  private boolean stty(String setting) {
    try {
      Process stty =
          new ProcessBuilder("stty", setting)
              .redirectInput(terminal)
              .redirectError(Redirect.DISCARD)
              .start();
      return stty.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
