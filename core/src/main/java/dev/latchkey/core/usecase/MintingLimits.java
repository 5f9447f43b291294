package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.key.ApiKey;
import java.time.Instant;

/**
 * Holds a restricted key to itself: what it mints may be no broader (scopes), no wider (allow list)
 * and no longer-lived. A key without restrictions stands for its user, whose own maximum is the
 * only limit; else nobody could ever make a key that outlives their session.
 */
final class MintingLimits {

  private final Authority authority;

  MintingLimits(Authority authority) {
    this.authority = authority;
  }

  /** The latest end of a key that {@code caller} makes without asking for a lifetime. */
  Instant capEnd(Caller caller, Instant end) {
    if (caller instanceof KeyHolder holder
        && isRestricted(holder.key())
        && end.isAfter(holder.key().expiresAt())) {
      return holder.key().expiresAt();
    }
    return end;
  }

  /**
   * @throws Forbidden if {@code caller} uses a restricted key and {@code minted} exceeds it
   */
  void require(Caller caller, ApiKey minted) {
    if (!(caller instanceof KeyHolder holder) || !isRestricted(holder.key())) {
      return;
    }
    ApiKey own = holder.key();
    if (!authority.permissionsOf(own).covers(authority.permissionsOf(minted))) {
      throw new Forbidden(
          "A key can't make a broader one: its own scopes are "
              + own.scopes()
              + ", asked for were "
              + minted.scopes()
              + ".");
    }
    if (!own.allowList().covers(minted.allowList())) {
      throw new Forbidden(
          "A key can't make a wider one: its own allow list is "
              + own.allowList()
              + ", asked for was "
              + minted.allowList()
              + ".");
    }
    if (minted.expiresAt().isAfter(own.expiresAt())) {
      throw new Forbidden(
          "A restricted key can't make a longer-lived one: its own end is "
              + own.expiresAt()
              + ".");
    }
  }

  private boolean isRestricted(ApiKey key) {
    return !key.allowList().isEverything() || !authority.permissionsOf(key).isEverything();
  }
}
