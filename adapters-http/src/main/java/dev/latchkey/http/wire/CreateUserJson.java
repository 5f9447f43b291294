package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.Username;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request for a user. Nothing in it is checked yet.
 *
 * @param username the name
 * @param roles the names of their roles; empty for a plain member
 */
@JsonInclude(Include.NON_EMPTY)
public record CreateUserJson(String username, List<String> roles) {

  /** Copies the roles, so that they can't change afterwards; null is empty. */
  public CreateUserJson {
    username = requireNonNullElse(username, "");
    roles = List.copyOf(requireNonNullElse(roles, List.of()));
  }

  /** Reads the body of a request. */
  public static CreateUserJson from(JsonBody body) {
    return new CreateUserJson(requireNonNullElse(body.text("username"), ""), body.texts("roles"));
  }

  /**
   * The same for the use case.
   *
   * @throws Invalid if the name breaks a rule or there is no such role
   */
  public NewUser toCommand() {
    List<Violation> violations = new ArrayList<>();
    Username.problemOf(username)
        .ifPresent(problem -> violations.add(new Violation("username", problem)));
    Set<Role> known = RoleNames.read(roles, violations);
    if (!violations.isEmpty()) {
      throw new Invalid(violations);
    }
    return new NewUser(username, known);
  }
}
