package dev.latchkey.core.port;

import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads users outside any transaction. Who is deleted is not found. Thread-safe. */
public interface UserDirectory {

  /** The user with that id. */
  Optional<User> byId(UserId id);

  /** The user with that name, whatever its case. */
  Optional<User> byUsername(Username username);

  /** Whether there is any user, or ever was. */
  boolean anyExists();

  /**
   * The users that the filter lets through, by name whatever its case, and how many there are in
   * all.
   *
   * @param offset how many to pass over, at least 0
   * @param limit how many to read at most, at least 1
   */
  UserPage list(Filter filter, int offset, int limit);

  /**
   * Which users to read: those of whom all of this is true.
   *
   * @param nameParts what stands in their name, whatever its case; none for any name
   * @param status what their status is; null for any
   * @param role which role they have, among others; null for any or none
   */
  record Filter(List<String> nameParts, @Nullable UserStatus status, @Nullable Role role) {

    /** Lets every user through. */
    public static final Filter ALL = new Filter(List.of(), null, null);

    /**
     * Folds the parts, as names are folded to be compared.
     *
     * @throws IllegalArgumentException if no name can hold one of the parts
     */
    public Filter {
      nameParts = nameParts.stream().map(Username::fold).toList();
      for (String part : nameParts) {
        if (!Username.mayContain(part)) {
          throw new IllegalArgumentException(
              "a part of a name has letters, digits and hyphens only");
        }
      }
    }

    /** Whether the filter lets {@code user} through. */
    public boolean matches(User user) {
      return nameParts.stream().allMatch(user.username().folded()::contains)
          && (status == null || status == user.status())
          && (role == null || user.is(role));
    }
  }

  /**
   * Some of the users that a filter lets through.
   *
   * @param users by name
   * @param count how many there are, on this page and others, counted up to {@link #MAX_COUNT}
   */
  record UserPage(List<User> users, long count) {

    /** Nobody reads further, and to count more takes seconds. */
    public static final long MAX_COUNT = 1_000_000;

    /** No users at all. */
    public static final UserPage EMPTY = new UserPage(List.of(), 0);

    /** Copies the users, so that they can't change afterwards. */
    public UserPage {
      users = List.copyOf(users);
    }
  }
}
