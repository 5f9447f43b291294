package dev.latchkey.core.audit;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import org.jspecify.annotations.Nullable;

/** Who did something, as the audit trail remembers it for ever. */
public sealed interface Actor {

  /** The name to show. */
  String name();

  /**
   * A user, by means of a key, or a local operator in the name of a user.
   *
   * @param id the user
   * @param username what they were called at the time
   * @param keyId the key they used; null if an operator acted in their name
   * @param operator the account of that operator on the machine with the database; null if it was
   *     the user
   */
  record UserActor(UserId id, Username username, @Nullable KeyId keyId, @Nullable String operator)
      implements Actor {

    /**
     * Puts spaces in place of control characters.
     *
     * @throws IllegalArgumentException if there is both a key and an operator, or neither
     */
    public UserActor {
      if ((keyId == null) == (operator == null)) {
        throw new IllegalArgumentException("a user acts by a key or by an operator");
      }
      operator = operator == null ? null : PrintableText.of(operator);
    }

    /** The user, by means of one of their keys. */
    public static UserActor byKey(UserId id, Username username, KeyId keyId) {
      return new UserActor(id, username, keyId, null);
    }

    /** An operator in the name of the user. */
    public static UserActor byOperator(UserId id, Username username, LocalOperator operator) {
      return new UserActor(id, username, null, operator.name());
    }

    @Override
    public String name() {
      return username.value();
    }
  }

  /**
   * A person with direct access to the database, at a terminal of that machine.
   *
   * @param name the account on that machine
   */
  record LocalOperator(String name) implements Actor {

    /** Puts spaces in place of control characters. */
    public LocalOperator {
      name = PrintableText.of(name);
    }
  }

  /**
   * Latchkey itself, or the product that embeds it.
   *
   * @param name which part of it, such as {@code server} or the host product's name
   */
  record SystemActor(String name) implements Actor {

    /** Puts spaces in place of control characters. */
    public SystemActor {
      name = PrintableText.of(name);
    }
  }
}
