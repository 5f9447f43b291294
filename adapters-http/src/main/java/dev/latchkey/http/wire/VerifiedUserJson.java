package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNull;

import dev.latchkey.core.user.User;
import java.util.UUID;

/**
 * The owner of a key, as told to whoever holds that key.
 *
 * @param id for ever theirs
 * @param username their name
 */
public record VerifiedUserJson(UUID id, String username) {

  /**
   * @throws NullPointerException if either is missing
   */
  public VerifiedUserJson {
    requireNonNull(id, "id");
    requireNonNull(username, "username");
  }

  static VerifiedUserJson from(User user) {
    return new VerifiedUserJson(user.id().value(), user.username().value());
  }
}
