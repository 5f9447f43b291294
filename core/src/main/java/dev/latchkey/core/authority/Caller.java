package dev.latchkey.core.authority;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.user.User;

/** Who asks a use case for something, with what right, and by which request. */
public sealed interface Caller {

  /** Who it is for the audit trail. */
  Actor actor();

  /** By which request. */
  RequestInfo request();

  /**
   * The product that embeds Latchkey, or a part of Latchkey: may do everything.
   *
   * @param name which product or part, for the audit trail
   */
  static Trusted system(String name) {
    return new Trusted(new Actor.SystemActor(name), RequestInfo.local());
  }

  /**
   * A person with direct access to the database: may do everything.
   *
   * @param name their account on this machine, for the audit trail
   */
  static Trusted localOperator(String name) {
    return new Trusted(new Actor.LocalOperator(name), RequestInfo.local());
  }

  /**
   * Somebody whose right comes from where they are, not from a key.
   *
   * @param actor who
   * @param request by which request
   */
  record Trusted(Actor actor, RequestInfo request) implements Caller {}

  /**
   * A user whose key was verified. They may do what their roles and the key both permit.
   *
   * @param user the key's owner
   * @param key the key
   * @param request by which request
   */
  record KeyHolder(User user, ApiKey key, RequestInfo request) implements Caller {

    /**
     * @throws IllegalArgumentException if the key is not one of the user's
     */
    public KeyHolder {
      if (!key.owner().equals(user.id())) {
        throw new IllegalArgumentException(
            "key " + key.id() + " belongs to user " + key.owner() + ", not to " + user.id());
      }
    }

    @Override
    public Actor actor() {
      return new Actor.UserActor(user.id(), user.username(), key.id());
    }
  }
}
