package dev.latchkey.cli;

import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.Settings.Reader;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.key.TokenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks at what is set for commands that ask a server or a database. */
final class ClientSettingsCheckup {

  private final ProcessContext context;
  private final GlobalOptions options;

  ClientSettingsCheckup(ProcessContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /** Everything that is wrong, each with where it was set. */
  List<String> problems(Reader reader) {
    List<String> problems = new ArrayList<>();
    reader
        .find("--url", options.url, "LATCHKEY_URL")
        .flatMap(ClientSettingsCheckup::problemOfUrl)
        .ifPresent(problems::add);
    look("LATCHKEY_TOKEN_NAME", TokenName::problemOf, problems);
    look("LATCHKEY_TOKEN_LIFETIME", ClientSettingsCheckup::problemOfLifetime, problems);
    look("LATCHKEY_TOKEN_USER", ClientSettingsCheckup::problemOfUser, problems);
    return problems;
  }

  private void look(
      String variable, Function<String, Optional<String>> problemOf, List<String> problems) {
    String value = context.variable(variable);
    if (!value.isEmpty()) {
      problemOf.apply(value).map(problem -> variable + ": " + problem).ifPresent(problems::add);
    }
  }

  private static Optional<String> problemOfUrl(Found url) {
    try {
      ServerUrl.parse(url);
      return Optional.empty();
    } catch (CommandFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> problemOfLifetime(String lifetime) {
    try {
      CreateTokenCommand.lifetimeOf(lifetime);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> problemOfUser(String user) {
    return TokenText.isIn(user) ? Optional.of(CreateTokenCommand.USER_IS_TOKEN) : Optional.empty();
  }
}
