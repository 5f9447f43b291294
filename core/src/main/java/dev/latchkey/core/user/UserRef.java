package dev.latchkey.core.user;

import java.util.Optional;

/**
 * How a request names a user: {@code me}, a UUID, or a username (contract section 3.1).
 *
 * @param text as the request has it
 */
public record UserRef(String text) {

  /** The word for the caller. */
  public static final String ME = "me";

  /** Whether the caller is meant. */
  public boolean isMe() {
    return text.equals(ME);
  }

  /** The id, if the user is named by one. */
  public Optional<UserId> asId() {
    return UuidText.parse(text).map(UserId::new);
  }

  /** The username, if the text can be one. */
  public Optional<Username> asUsername() {
    return Username.problemOf(text).isPresent()
        ? Optional.empty()
        : Optional.of(new Username(text));
  }
}
