package dev.latchkey.core.usecase;

import dev.latchkey.core.port.UserDirectory;

/**
 * Tells whether the store answers, by asking it for the smallest thing there is. Nothing but the
 * answer to a question shows that a database is there. Thread-safe.
 */
public final class CheckReadiness {

  private final UserDirectory users;

  /** Wires the use case. */
  public CheckReadiness(UserDirectory users) {
    this.users = users;
  }

  /**
   * Returns if the store has answered.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if it can't be reached
   * @throws dev.latchkey.core.error.StoreException if it failed otherwise
   */
  public void execute() {
    // Whether there is a user does not matter: an empty store is ready, too.
    boolean unused = users.anyExists();
  }
}
