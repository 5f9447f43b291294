package dev.latchkey.core.usecase;

import dev.latchkey.core.key.TokenText;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the owners that lines name, each once. Not thread-safe. */
final class ImportOwners {

  private final UserDirectory users;
  private final Map<String, Optional<UserId>> found = new HashMap<>();

  ImportOwners(UserDirectory users) {
    this.users = users;
  }

  /**
   * The user of that name or UUID.
   *
   * @throws IllegalArgumentException if there is none; the message says what to do
   */
  UserId find(String text) {
    UserRef ref = new UserRef(text);
    if (ref.asId().isEmpty() && ref.asUsername().isEmpty()) {
      // The text is not repeated: it may be anything that got into the wrong field.
      throw new IllegalArgumentException("must be the name or the UUID of a user");
    }
    return found
        .computeIfAbsent(text, any -> lookUp(ref))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no user \""
                        + TokenText.redact(text)
                        + "\" (expected: one who exists already)"));
  }

  private Optional<UserId> lookUp(UserRef ref) {
    return ref.asId()
        .map(users::byId)
        .orElseGet(() -> ref.asUsername().flatMap(users::byUsername))
        .map(User::id);
  }
}
