package dev.latchkey.cli;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.ApiKeyJson;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the token that a person means by a name, an id or a full token (contract section 11.2). Of
 * a full token only the id is ever sent: a secret has no place in a path (G4).
 */
final class TokenLookup {

  // A token that lost or gained a few characters when it was copied still holds most of the secret.
  // It is told from a name, such as production-kubernetesdeployer, by what random characters have.
  private static final Pattern FULL_TOKEN =
      Pattern.compile(
          "([0-9A-Za-z]{10})-(?:[0-9A-Za-z]{22}"
              + "|(?=\\w*[0-9])(?=\\w*[a-z])(?=\\w*[A-Z])[0-9A-Za-z]{16,})");

  private static final String IF_NOT_FOUND =
      "A name is looked for among your own tokens. Name other users' tokens by id; 'latchkey tokens"
          + " list --all --include-expired' shows those that you may read.";

  private static final int NOT_FOUND = 404;

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
    Matcher fullToken = FULL_TOKEN.matcher(text);
    return fullToken.matches() ? Optional.of(fullToken.group(1)) : Optional.empty();
  }

  private ApiKeyJson look(String argument) {
    Optional<String> idOfToken = idOfToken(argument);
    if (idOfToken.isPresent()) {
      return byId(idOfToken.get());
    }
    if (KeyId.isKeyId(argument)) {
      return byName(argument).orElseGet(() -> byId(argument));
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
    } catch (ApiException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private ApiKeyJson byId(String id) {
    return client.keyById(LatchkeyClient.ME, id);
  }
}
