package dev.latchkey.core.audit;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;

/** Who did something, as the audit trail remembers it for ever. */
public sealed interface Actor {

  /** The name to show. */
  String name();

  /**
   * A user, by means of a key.
   *
   * @param id the user
   * @param username what they were called at the time
   * @param keyId the key they used
   */
  record UserActor(UserId id, Username username, KeyId keyId) implements Actor {
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
