package dev.latchkey.cli.text;

import java.io.Console;
import java.util.Optional;

/**
 * A person at the console that Java knows of. On Windows there is no other way; elsewhere it would
 * need that the results go to the terminal, too.
 */
public final class ConsolePerson implements Person {

  private final Console console;

  private ConsolePerson(Console console) {
    this.console = console;
  }

  /** The person, if there is a console. */
  public static Optional<Person> find() {
    return Optional.ofNullable(System.console()).map(ConsolePerson::new);
  }

  @Override
  public Optional<String> line(String question) {
    return Optional.ofNullable(console.readLine("%s", question));
  }

  @Override
  public Optional<String> secret(String question) {
    return Optional.ofNullable(console.readPassword("%s: ", question))
        .map(typed -> String.valueOf(typed).strip());
  }
}
