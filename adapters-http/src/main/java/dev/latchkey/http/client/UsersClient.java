package dev.latchkey.http.client;

import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.ReceiptText;
import dev.latchkey.http.wire.UpdateRolesJson;
import dev.latchkey.http.wire.UserJson;
import dev.latchkey.http.wire.UserPageJson;
import dev.latchkey.http.wire.UserRolesJson;
import java.util.List;

/**
 * What a {@link LatchkeyClient} does with users, named by {@link LatchkeyClient#ME}, a UUID or a
 * username. Immutable and thread-safe.
 */
public final class UsersClient {

  private static final String USERS = "users";
  private static final String ROLES = "roles";

  private final Calls calls;

  UsersClient(Calls calls) {
    this.calls = calls;
  }

  /**
   * A page of the users that the caller may read, by name.
   *
   * @param query whose names have this in them, or {@code status:suspended}, {@code role:auditor};
   *     empty for all
   * @param offset how many users to pass over
   * @param limit how many users to read at most; 0 for the server's default
   */
  public UserPageJson list(String query, int offset, int limit) {
    return calls.fetch(
        Request.get(USERS)
            .with("q", query)
            .with("offset", Integer.toString(offset))
            .with("limit", Integer.toString(limit)),
        UserPageJson.class);
  }

  /** Creates a user. */
  public UserJson create(CreateUserJson request) {
    return calls.fetch(Request.post(USERS).with(request), UserJson.class);
  }

  /** A user. */
  public UserJson get(String user) {
    return calls.fetch(Request.get(USERS, user), UserJson.class);
  }

  /** The names of the roles of a user; none for a plain member. */
  public List<String> roles(String user) {
    return calls.fetch(Request.get(USERS, user, ROLES), UserRolesJson.class).roles();
  }

  /**
   * Gives a user these roles and no others.
   *
   * @param roles their names, such as {@code auditor}; none for a plain member
   */
  public ChangedUser setRoles(String user, List<String> roles) {
    return calls.change(Request.put(USERS, user, ROLES).with(new UpdateRolesJson(roles)));
  }

  /** Lets a user do nothing any more: their keys are refused from now on, and kept. */
  public ChangedUser suspend(String user) {
    return calls.change(Request.put(USERS, user, "status", "suspend"));
  }

  /** Ends what {@link #suspend} began: the keys that have not ended are good again. */
  public UserJson activate(String user) {
    return calls.fetch(Request.put(USERS, user, "status", "activate"), UserJson.class);
  }

  /**
   * Removes a user for good. Every key of theirs is expired first; the audit entries stay.
   *
   * @return which nodes know of it; unknown if the server does not say
   */
  public ReceiptText delete(String user) {
    return calls.acknowledge(Request.delete(USERS, user));
  }
}
