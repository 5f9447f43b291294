package dev.latchkey.cli.text;

import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds whoever can be asked, and reads what the standard input has for a command. */
public final class Prompt {

  private final InputStream in;
  private final PrintWriter err;
  private final Terminal terminal;
  private final Supplier<Optional<Person>> besides;

  /**
   * @param in the standard input
   * @param err the standard error, where questions go
   * @param terminal which of them are a terminal
   * @param besides somebody who can be asked if not both of them are
   */
  public Prompt(
      InputStream in, PrintWriter err, Terminal terminal, Supplier<Optional<Person>> besides) {
    this.in = in;
    this.err = err;
    this.terminal = terminal;
    this.besides = besides;
  }

  /** The person who can be asked, if there is one. */
  public Optional<Person> person() {
    return terminal.in() && terminal.err()
        ? Optional.of(new TerminalPerson(in, err, Redirect.INHERIT))
        : besides.get();
  }

  /**
   * A secret: the next line of the standard input, but what a person types there is not shown.
   * Nothing if the input ends, or if what is typed would be seen.
   */
  public Optional<String> secret(String question) {
    if (!terminal.in()) {
      return readLine().map(String::strip);
    }
    Optional<Person> person = person();
    if (person.isEmpty()) {
      err.println("Nobody would see the question here, so you are not asked: " + question + ".");
      err.flush();
    }
    return person.flatMap(asked -> asked.secret(question));
  }

  /** The next line of the standard input; nothing if it ends. */
  public Optional<String> readLine() {
    return Lines.next(in);
  }
}
