package dev.latchkey.core.testkit;

import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Users, keys and callers to test with. What a test does not name has an ordinary value. */
public final class Fixtures {

  /** When tests begin; it has microseconds, so that a store which drops them is found out. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

  private Fixtures() {}

  /** An active user without any role. */
  public static User member(String username) {
    return userWith(username);
  }

  /** An active user with the role that may do everything. */
  public static User siteOwner(String username) {
    return userWith(username, Role.OWNER);
  }

  /** An active user with these roles. */
  public static User userWith(String username, Role... roles) {
    return new User(
        UserId.random(), new Username(username), Set.of(roles), UserStatus.ACTIVE, NOW, NOW, null);
  }

  /** The same user, suspended. */
  public static User suspended(User user) {
    return new User(
        user.id(),
        user.username(),
        user.roles(),
        UserStatus.SUSPENDED,
        user.createdAt(),
        user.updatedAt(),
        user.lastSeen());
  }

  /** A live token of {@code owner}, made at {@link #NOW} for a week, with a name of its own. */
  public static KeyBuilder aToken(User owner) {
    return KeyBuilder.token(owner);
  }

  /** A live session key of {@code owner}, made at {@link #NOW} for a week. */
  public static KeyBuilder aSessionKey(User owner) {
    return KeyBuilder.sessionKey(owner);
  }

  /** {@code user} with a key that has no restrictions. */
  public static KeyHolder holder(User user) {
    return holder(user, aToken(user).build());
  }

  /** {@code user} with {@code key}. */
  public static KeyHolder holder(User user, ApiKey key) {
    return new KeyHolder(user, key, aRequest());
  }

  /** Somebody who may do everything. */
  public static Caller operator() {
    return Caller.localOperator("root");
  }

  /** A request that came over the network. */
  public static RequestInfo aRequest() {
    return new RequestInfo(UUID.randomUUID(), "192.0.2.7", "test/1.0");
  }
}
