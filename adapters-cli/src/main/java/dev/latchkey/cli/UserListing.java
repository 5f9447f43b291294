package dev.latchkey.cli;

import dev.latchkey.cli.text.Cell;
import dev.latchkey.cli.text.Column;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Listing;
import dev.latchkey.cli.text.Style;
import dev.latchkey.http.wire.RoleJson;
import dev.latchkey.http.wire.UserJson;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** How users are listed. */
final class UserListing {

  private UserListing() {}

  /**
   * @param now the time at which it is looked
   */
  static Listing<UserJson> at(Instant now) {
    return new Listing<>(
        List.of(
            Column.whole("id", user -> Cell.of(user.id().toString())),
            Column.text("username", UserJson::username),
            Column.text("roles", UserListing::roles),
            Column.whole("status", UserListing::status),
            Column.whole("last seen", user -> lastSeen(user, now)),
            Column.whole("created at", user -> Cell.of(user.createdAt(), now))),
        List.of("username", "roles", "status", "last seen", "created at", "id"),
        user -> user.id().toString(),
        JsonText::tree);
  }

  /** The names of their roles; {@code member} if there are none. */
  static String roles(UserJson user) {
    return user.roles().isEmpty()
        ? "member"
        : user.roles().stream().map(RoleJson::name).collect(Collectors.joining(", "));
  }

  private static Cell status(UserJson user) {
    Cell status = Cell.of(user.status());
    return user.status().equals("active") ? status : status.in(Style.WARNING);
  }

  private static Cell lastSeen(UserJson user, Instant now) {
    return user.lastSeenAt().isAfter(Instant.EPOCH)
        ? Cell.of(user.lastSeenAt(), now)
        : Cell.of("never");
  }
}
