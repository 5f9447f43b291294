package dev.latchkey.http.client;

import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.UserJson;

/**
 * What a {@link LatchkeyClient} does with users, named by {@link LatchkeyClient#ME}, a UUID or a
 * username. Immutable and thread-safe.
 */
public final class UsersClient {

  private static final String USERS = "users";

  private final Connection connection;

  UsersClient(Connection connection) {
    this.connection = connection;
  }

  /** Creates a user. */
  public UserJson create(CreateUserJson request) {
    return connection.fetch(Request.post(USERS).with(request), UserJson.class);
  }

  /** A user. */
  public UserJson get(String user) {
    return connection.fetch(Request.get(USERS, user), UserJson.class);
  }
}
