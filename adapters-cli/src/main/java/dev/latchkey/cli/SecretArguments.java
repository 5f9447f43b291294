package dev.latchkey.cli;

import dev.latchkey.core.key.TokenText;
import java.util.Arrays;

/** Tells a person who has typed a token into a command that it is kept elsewhere now. */
final class SecretArguments {

  private SecretArguments() {}

  static void warn(ProcessContext context, String... arguments) {
    if (context.terminal().err() && Arrays.stream(arguments).anyMatch(TokenText::isIn)) {
      context
          .err()
          .println(
              "hint: your shell keeps the token of this command in its history, and others on this"
                  + " machine could see it; an id, LATCHKEY_TOKEN or standard input do not show it");
      context.err().flush();
    }
  }
}
