package dev.latchkey.http.search;

import dev.latchkey.core.usecase.ListUsers;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.UserStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the search text of the list of users: words of their names, {@code status:} and {@code
 * role:}.
 */
public final class UserSearch {

  private static final String STATUS = "status";
  private static final String ROLE = "role";

  /** A status of the contract (section 11.3) that no user of ours ever has. */
  private static final String DORMANT = "dormant";

  private UserSearch() {}

  /**
   * What to list, or nothing if that can be nobody.
   *
   * @param offset how many users to pass over, at least 0
   * @param limit how many to list at most, 1 to {@link ListUsers#MAX_LIMIT}
   * @throws BadSearchException if there is anything in the text that is not understood
   */
  public static Optional<ListUsers.Query> parse(String text, int offset, int limit) {
    SearchQuery query = new SearchQuery(text, Set.of(STATUS, ROLE));
    checkWords(query);
    Optional<UserStatus> status = status(query);
    Optional<Role> role = role(query);
    query.throwIfRefused("Invalid user search query.");
    if (query.value(STATUS).equalsIgnoreCase(DORMANT)) {
      return Optional.empty();
    }
    return Optional.of(
        new ListUsers.Query(query.words(), status.orElse(null), role.orElse(null), offset, limit));
  }

  private static void checkWords(SearchQuery query) {
    int words = query.words().size();
    if (words > ListUsers.MAX_WORDS) {
      query.refuse(
          "q",
          "Query has %s words of names; at most " + ListUsers.MAX_WORDS + " are looked for",
          Integer.toString(words));
    }
  }

  private static Optional<UserStatus> status(SearchQuery query) {
    String name = query.value(STATUS).toLowerCase(Locale.ROOT);
    Optional<UserStatus> status = UserStatus.ofWireName(name);
    if (status.isEmpty() && !name.isEmpty() && !name.equals(DORMANT)) {
      List<String> known =
          Stream.concat(
                  Stream.of(UserStatus.values()).map(UserStatus::wireName), Stream.of(DORMANT))
              .toList();
      refuse(query, STATUS, known);
    }
    return status;
  }

  private static Optional<Role> role(SearchQuery query) {
    String name = query.value(ROLE).toLowerCase(Locale.ROOT);
    Optional<Role> role = Role.ofWireName(name);
    if (role.isEmpty() && !name.isEmpty()) {
      refuse(query, ROLE, Stream.of(Role.values()).map(Role::wireName).toList());
    }
    return role;
  }

  private static void refuse(SearchQuery query, String key, List<String> known) {
    query.refuse(
        key,
        "there is no " + key + " \"%s\" (there are: " + String.join(", ", known) + ")",
        query.value(key));
  }
}
