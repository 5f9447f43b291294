package dev.latchkey.cli.text;

import java.util.Optional;

/** A person at a terminal, who can be asked. */
public interface Person {

  /** What they type after the question; nothing if there is no more to come. */
  Optional<String> line(String question);

  /**
   * The same for a secret, which is not shown; nothing also if the terminal can't be told not to
   * show it.
   */
  Optional<String> secret(String question);

  /** Whether they agree; anything but yes is no. */
  default boolean agrees(String question) {
    String answer = line(question + " [y/N] ").orElse("").strip();
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }
}
