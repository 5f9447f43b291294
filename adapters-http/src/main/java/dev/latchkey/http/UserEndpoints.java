package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.usecase.FindUser.Purpose;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserRef;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.UserJson;

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

  Answer find(Call call) {
    User user =
        latchkey.findUser().execute(call.caller(), new UserRef(call.path("user")), Purpose.READ);
    return Answer.json(200, UserJson.from(user));
  }

  Answer create(Call call) {
    CreateUserJson request = call.json(CreateUserJson::from);
    User user = latchkey.createUser().execute(call.caller(), request.toCommand());
    return Answer.json(201, UserJson.from(user));
  }
}
