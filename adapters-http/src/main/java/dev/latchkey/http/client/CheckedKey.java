package dev.latchkey.http.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;

/**
 * What a server says of the token that the client itself has.
 *
 * @param keyId the public identifier of the key
 * @param userId its owner
 * @param username the name of its owner
 * @param scopes what it may be used for, by canonical names
 * @param allowList the resources that it may be used on, each {@code <type>:<id>}
 */
public record CheckedKey(
    String keyId, UUID userId, String username, List<String> scopes, List<String> allowList) {

  /** Copies the lists, so that they can't change afterwards. */
  public CheckedKey {
    requireNonNull(keyId, "keyId");
    requireNonNull(userId, "userId");
    requireNonNull(username, "username");
    scopes = List.copyOf(scopes);
    allowList = List.copyOf(allowList);
  }

  static CheckedKey from(Response response) {
    try {
      return new CheckedKey(
          required(response, "X-Latchkey-Key-Id"),
          UUID.fromString(required(response, "X-Latchkey-User-Id")),
          required(response, "X-Latchkey-User"),
          List.of(required(response, "X-Latchkey-Scopes").split(" ")),
          List.of(required(response, "X-Latchkey-Allow-List").split(" ")));
    } catch (IllegalArgumentException notUuid) {
      throw response.notLatchkey("X-Latchkey-User-Id is no UUID");
    }
  }

  private static String required(Response response, String header) {
    String value = response.header(header);
    if (value.isEmpty()) {
      throw response.notLatchkey(header + " is missing");
    }
    return value;
  }
}
