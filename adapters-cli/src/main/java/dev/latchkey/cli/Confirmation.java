package dev.latchkey.cli;

import dev.latchkey.cli.text.Person;
import java.util.Optional;

/**
 * Has a person agree to what can't be undone. This is the one rule for every command that does such
 * things: it asks at a terminal, and without a terminal it needs {@code --yes}.
 */
public final class Confirmation {

  private final Optional<Person> asked;

  private Confirmation(Optional<Person> asked) {
    this.asked = asked;
  }

  /**
   * Finds whom to ask, before anything else is done.
   *
   * @param yes whether the person has agreed by an option
   * @throws CommandFailure of usage if nobody has agreed and nobody can be asked
   */
  public static Confirmation of(ProcessContext context, boolean yes) {
    if (yes) {
      return new Confirmation(Optional.empty());
    }
    Optional<Person> person = context.prompt().person();
    if (person.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "this can't be undone, and there is no terminal at which to ask: it needs --yes",
          "Add --yes if it is meant. Nothing was changed.");
    }
    return new Confirmation(person);
  }

  /**
   * Asks, unless that was agreed to before.
   *
   * @param otherwise what the person can do who does not agree
   * @throws CommandFailure if they do not
   */
  public void require(String question, String otherwise) {
    if (asked.isPresent() && !asked.get().agrees(question)) {
      throw new CommandFailure(ExitCode.FAILED, "nothing was changed", otherwise);
    }
  }
}
