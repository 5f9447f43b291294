package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNullElse;

import dev.latchkey.core.port.UserDirectory.UserPage;
import java.util.List;

/**
 * A page of the list of users.
 *
 * @param users by name
 * @param count how many there are, on this page and others
 */
public record UserPageJson(List<UserJson> users, long count) {

  /** Copies the users, so that they can't change afterwards; null is empty. */
  public UserPageJson {
    users = List.copyOf(requireNonNullElse(users, List.of()));
  }

  /** The same from the core. */
  public static UserPageJson from(UserPage page) {
    return new UserPageJson(page.users().stream().map(UserJson::from).toList(), page.count());
  }
}
