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

  /** A secret, which the terminal does not show; nothing if the input ends. */
  public Optional<String> secret(String question) {
    err.print(question + ": ");
    err.flush();
    Thread restore = new Thread(() -> stty("echo"));
    Runtime.getRuntime().addShutdownHook(restore);
    stty("-echo");
    try {
      return readLine().map(String::strip);
    } finally {
      stty("echo");
      Runtime.getRuntime().removeShutdownHook(restore);
      err.println();
    }
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
  private static void stty(String setting) {
    try {
      new ProcessBuilder("stty", setting)
          .redirectInput(ProcessBuilder.Redirect.INHERIT)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal can't be told not to show a secret", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
