package dev.latchkey.cli.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a person at a terminal. What it asks goes to standard error. */
public final class Prompt {

  private final InputStream in;
  private final PrintWriter err;
  private final Terminal terminal;

  /**
   * @param in where the answer comes from
   * @param err where the question goes
   */
  public Prompt(InputStream in, PrintWriter err, Terminal terminal) {
    this.in = in;
    this.err = err;
    this.terminal = terminal;
  }

  /** Whether there is a person who can be asked. */
  public boolean isPossible() {
    return terminal.in() && terminal.err();
  }

  /** Whether the person agrees; anything but yes is no. */
  public boolean confirm(String question) {
    err.print(question + " [y/N] ");
    err.flush();
    String answer = readLine().orElse("").strip();
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }

  /**
   * A secret, which the terminal does not show; nothing if the input ends, or if the terminal can't
   * be told not to show it.
   */
  public Optional<String> secret(String question) {
    // What is typed to the shell afterwards has to be seen.
    AtEnd interrupted = new AtEnd(this::show);
    try {
      // Before the question, because a fast answer would be seen.
      if (!stty("-echo")) {
        err.println("This terminal can't be told not to show what is typed, so you are not asked.");
        err.flush();
        return Optional.empty();
      }
      err.print(question + ": ");
      err.flush();
      return readLine().map(String::strip);
    } finally {
      interrupted.close();
      show();
    }
  }

  private void show() {
    stty("echo");
    err.println();
    err.flush();
  }

  /** The next line of the input; nothing if it ends. */
  public Optional<String> readLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int octet = in.read();
      if (octet < 0) {
        return Optional.empty();
      }
      while (octet >= 0 && octet != '\n') {
        line.write(octet);
        octet = in.read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  // Java's own way needs that the results go to the terminal too.
  private static boolean stty(String setting) {
    try {
      Process stty =
          new ProcessBuilder("stty", setting)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
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
