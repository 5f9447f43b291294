package dev.latchkey.cli;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.ApiKeyJson;
import java.util.Optional;

/**
 * Finds the token that a person means by a name, an id or a full token (contract section 11.2). Of
 * a full token only the id is ever sent: a secret has no place in a path (G4).
 */
final class TokenLookup {

  private static final String IF_NOT_FOUND =
      "A name is looked for among your own tokens. Name other users' tokens by id; 'latchkey tokens"
          + " list --all --include-expired' shows those that you may read.";

  private final LatchkeyClient client;

  TokenLookup(LatchkeyClient client) {
    this.client = client;
  }

  /** The key that {@code argument} means: a full token, else a name, else an id. */
  ApiKeyJson find(String argument) {
    return Step.run("fetch api key by name or id", IF_NOT_FOUND, () -> look(argument.strip()));
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
      return byId(idOfToken.get());
    }
    if (KeyId.isKeyId(argument)) {
      return byName(argument).orElseGet(() -> byId(argument));
    }
    if (TokenText.resemblesSecret(argument)) {
      throw new CommandFailure(
          "this looks like a damaged token or its secret, so it is not sent; name the token by its"
              + " id, the 10 characters before the hyphen");
    }
    TokenName.problemOf(argument)
        .ifPresent(
            problem -> {
              throw new CommandFailure(
                  "this is no id or full token, and as a name it %s".formatted(problem));
            });
    return client.keyByName(LatchkeyClient.ME, argument);
  }

  private Optional<ApiKeyJson> byName(String name) {
    try {
      return Optional.of(client.keyByName(LatchkeyClient.ME, name));
    } catch (ApiException.NotFound e) {
      return Optional.empty();
    }
  }

  private ApiKeyJson byId(String id) {
    return client.keyById(LatchkeyClient.ME, id);
  }
}
