package dev.latchkey.cli;

import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.ApiKeyJson;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token that a person means by a name, an id or a full token (contract section 11.2). Of
 * a full token only the id is ever sent: a secret has no place in a path (G4).
 */
final class TokenLookup {

  private final Backend backend;
  private final @Nullable String user;

  /**
   * @param user whose names are meant; null for one's own
   */
  TokenLookup(Backend backend, @Nullable String user) {
    this.backend = backend;
    this.user = user;
  }

  /**
   * The key that {@code argument} means: a full token, else a name, else an id.
   *
   * @throws CommandFailure if it may mean two keys, or what it means can't be asked for
   */
  ApiKeyJson find(String argument) {
    String text = argument.strip();
    return Step.run("fetch api key by name or id", ifNotFound(text), () -> look(text));
  }

  private String ifNotFound(String argument) {
    String named = "a token named \"" + argument + "\" of " + whose();
    String identified = idOf(argument).map(id -> "the key with the id " + id).orElse(named);
    return "It looked for "
        + (KeyId.isKeyId(argument) && isNameKnown() ? named + ", and for " : "")
        + identified
        + ". Name other users' tokens by id, or by name with --user; 'latchkey tokens list --all"
        + " --include-expired' shows those that you may read.";
  }

  private String whose() {
    return user == null ? "yours" : user;
  }

  /** The id in {@code text}, which is an id or a full token. */
  static Optional<String> idOf(String text) {
    return KeyId.isKeyId(text) ? Optional.of(text) : idOfToken(text);
  }

  private static Optional<String> idOfToken(String text) {
    return TokenText.idOf(text).map(KeyId::value);
  }

  private ApiKeyJson look(String argument) {
    Optional<String> idOfToken = idOfToken(argument);
    if (idOfToken.isPresent()) {
      return backend.keyById(idOfToken.get());
    }
    if (KeyId.isKeyId(argument)) {
      return byNameOrId(argument);
    }
    if (TokenText.resemblesSecret(argument)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "this looks like a damaged token or its secret, so it is not sent",
          "Name the token by its id, the 10 characters before the hyphen.");
    }
    TokenName.problemOf(argument)
        .ifPresent(
            problem -> {
              throw CommandFailure.usage(
                  "this is no id or full token, and as a name it %s".formatted(problem));
            });
    return byName(argument);
  }

  private ApiKeyJson byNameOrId(String argument) {
    Optional<ApiKeyJson> named = isNameKnown() ? found(() -> byName(argument)) : Optional.empty();
    Optional<ApiKeyJson> identified = found(() -> backend.keyById(argument));
    if (named.isPresent()
        && identified.isPresent()
        && !named.get().id().equals(identified.get().id())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s is the name of the token %s and the id of another"
              .formatted(argument, named.get().id()),
          "Name the first by its id, and the other by its full token.");
    }
    return named.or(() -> identified).orElseGet(() -> backend.keyById(argument));
  }

  private ApiKeyJson byName(String name) {
    if (!isNameKnown()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the name of a token belongs to a user, and a local operator is none",
          "Say whose it is with --user USER, or name the token by its id.");
    }
    return backend.keyByName(user == null ? LatchkeyClient.ME : user, name);
  }

  private boolean isNameKnown() {
    return user != null || backend.isSomebody();
  }

  private static Optional<ApiKeyJson> found(Supplier<ApiKeyJson> call) {
    try {
      return Optional.of(call.get());
    } catch (BackendException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
