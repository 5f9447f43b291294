package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.port.UserDirectory.UserPage;
import dev.latchkey.core.usecase.Confirmed;
import dev.latchkey.core.usecase.FindUser.Purpose;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserRef;
import dev.latchkey.http.search.UserSearch;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.UpdateRolesJson;
import dev.latchkey.http.wire.UserJson;
import dev.latchkey.http.wire.UserPageJson;
import dev.latchkey.http.wire.UserRolesJson;
import java.util.Set;

/** The endpoints for users (contract sections 3.1 and 11.3). */
final class UserEndpoints {

  private final Latchkey latchkey;

  UserEndpoints(Latchkey latchkey) {
    this.latchkey = latchkey;
  }

  Answer first(Call call) {
    return latchkey.checkFirstUser().execute()
        ? Answer.message(200, "The initial user has already been created!")
        : Answer.message(404, "The initial user has not been created!");
  }

  Answer list(Call call) {
    Paging paging = Paging.of(call.query());
    UserPage page =
        UserSearch.parse(call.query().get("q"), paging.offset(), paging.limit())
            .map(query -> latchkey.listUsers().execute(call.caller(), query))
            .orElse(UserPage.EMPTY);
    return Answer.json(200, UserPageJson.from(page));
  }

  Answer find(Call call) {
    return shown(user(call));
  }

  Answer create(Call call) {
    CreateUserJson request = call.json(CreateUserJson::from);
    User user = latchkey.createUser().execute(call.caller(), request.toCommand());
    return Answer.json(201, UserJson.from(user));
  }

  Answer roles(Call call) {
    return Answer.json(200, UserRolesJson.from(user(call)));
  }

  Answer changeRoles(Call call) {
    UserId id = user(call).id();
    Set<Role> roles = call.json(UpdateRolesJson::from).toRoles();
    return done(latchkey.changeRoles().execute(call.caller(), id, roles));
  }

  Answer suspend(Call call) {
    return done(latchkey.suspendUser().execute(call.caller(), user(call).id()));
  }

  Answer activate(Call call) {
    return shown(latchkey.activateUser().execute(call.caller(), user(call).id()));
  }

  Answer delete(Call call) {
    Confirmed<User> change = latchkey.deleteUser().execute(call.caller(), user(call).id());
    return Answer.message(200, "User has been deleted!").with(change.receipt());
  }

  Answer logOut(Call call) {
    return Answer.message(200, "Logged out!").with(latchkey.logout().execute(call.caller()));
  }

  // Looked at before anything else of a request, so that whoever may not know the user always gets
  // the same answer.
  private User user(Call call) {
    return latchkey.findUser().execute(call.caller(), new UserRef(call.path("user")), Purpose.READ);
  }

  private static Answer done(Confirmed<User> change) {
    return shown(change.result()).with(change.receipt());
  }

  private static Answer shown(User user) {
    return Answer.json(200, UserJson.from(user));
  }
}
