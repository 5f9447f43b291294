package dev.latchkey.core.authority;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.Actor.UserActor;
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
    return new Trusted(new LocalOperator(name), RequestInfo.local());
  }

  /**
   * Somebody whose right comes from where they are, not from a key.
   *
   * @param actor who
   * @param request by which request
   */
  record Trusted(Actor actor, RequestInfo request) implements Caller {}

  /** Somebody who may do what a user may do. */
  sealed interface Person extends Caller {

    /** The user. */
    User user();
  }

  /**
   * A local operator who acts in the name of a user. They may do what the user's roles permit.
   *
   * @param user the user, who is active
   * @param operator who really acts
   * @param request by which request
   */
  record StandIn(User user, LocalOperator operator, RequestInfo request) implements Person {

    /**
     * @throws IllegalArgumentException if the user is not active
     */
    public StandIn {
      if (!user.isActive()) {
        throw new IllegalArgumentException("user " + user.id() + " is not active");
      }
    }

    @Override
    public Actor actor() {
      return UserActor.byOperator(user.id(), user.username(), operator);
    }
  }

  /**
   * A user whose key was verified. They may do what their roles and the key both permit.
   *
   * @param user the key's owner
   * @param key the key
   * @param request by which request
   */
  record KeyHolder(User user, ApiKey key, RequestInfo request) implements Person {

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
      return UserActor.byKey(user.id(), user.username(), key.id());
    }
  }
}
