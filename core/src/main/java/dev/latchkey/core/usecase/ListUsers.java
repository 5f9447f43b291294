package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Person;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.port.UserDirectory.Filter;
import dev.latchkey.core.port.UserDirectory.UserPage;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists users, by name whatever its case. Who may not read all users is shown themselves only,
 * without a word. Thread-safe.
 */
public final class ListUsers {

  /** How many users a page holds if nothing else is asked for. */
  public static final int DEFAULT_LIMIT = 100;

  /** The most users that a page may be asked to hold. */
  public static final int MAX_LIMIT = 1000;

  /** The most words that a search may have. */
  public static final int MAX_WORDS = 10;

  private final UserDirectory users;
  private final Authority authority;

  /** Wires the use case. */
  public ListUsers(UserDirectory users, Authority authority) {
    this.users = users;
    this.authority = authority;
  }

  /**
   * Whom to list, and which part of the list.
   *
   * @param words what must stand in the name, each somewhere, whatever its case; at most {@link
   *     #MAX_WORDS}, none for any name
   * @param status what the status must be; null for any
   * @param role which role they must have, among others; null for any or none
   * @param offset how many users to pass over, at least 0
   * @param limit how many users to read at most, 1 to {@link #MAX_LIMIT}
   */
  public record Query(
      List<String> words, @Nullable UserStatus status, @Nullable Role role, int offset, int limit) {

    /**
     * @throws IllegalArgumentException if there are too many words, or {@code offset} or {@code
     *     limit} is out of range
     */
    public Query {
      words = List.copyOf(words);
      if (words.size() > MAX_WORDS) {
        throw new IllegalArgumentException(
            "words: " + words.size() + " (expected: at most " + MAX_WORDS + ")");
      }
      if (offset < 0 || limit < 1 || limit > MAX_LIMIT) {
        throw new IllegalArgumentException(
            "offset: %s (expected: >= 0), limit: %s (expected: 1 to %s)"
                .formatted(offset, limit, MAX_LIMIT));
      }
    }

    /** The first page of all users. */
    public static Query all() {
      return new Query(List.of(), null, null, 0, DEFAULT_LIMIT);
    }
  }

  /** Lists one page. */
  public UserPage execute(Caller caller, Query query) {
    if (!query.words().stream().allMatch(Username::mayContain)) {
      return UserPage.EMPTY;
    }
    Filter filter = new Filter(query.words(), query.status(), query.role());
    if (authority.permitsForAll(caller, Permission.READ_USER)) {
      return users.list(filter, query.offset(), query.limit());
    }
    return caller instanceof Person person
            && authority.permits(caller, Permission.READ_USER, person.user().id())
            && filter.matches(person.user())
        ? pageOf(person.user(), query.offset())
        : UserPage.EMPTY;
  }

  private static UserPage pageOf(User user, int offset) {
    return new UserPage(offset == 0 ? List.of(user) : List.of(), 1);
  }
}
