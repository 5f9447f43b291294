package dev.latchkey.core.usecase;

import dev.latchkey.core.port.UserDirectory;

/**
 * Tells whether the site is set up, that is, has any user. Everybody may ask: a client does before
 * it logs in (contract section 11.3). Thread-safe.
 */
public final class CheckFirstUser {

  private final UserDirectory users;

  /** Wires the use case. */
  public CheckFirstUser(UserDirectory users) {
    this.users = users;
  }

  /** Whether there is any user. */
  public boolean execute() {
    return users.anyExists();
  }
}
