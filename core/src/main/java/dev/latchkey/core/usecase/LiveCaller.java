package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.user.User;
import java.time.Instant;

/**
 * Looks at the caller's key once more, within the transaction of the change. A request may wait for
 * the database after its key was verified; what was expired meanwhile must not leave new keys
 * behind (G5).
 */
final class LiveCaller {

  private LiveCaller() {}

  /**
   * @throws Forbidden if the caller's key or its user is not good any more
   */
  static void require(UnitOfWork unitOfWork, Caller caller, Instant now) {
    if (caller instanceof KeyHolder holder && !isLive(unitOfWork, holder, now)) {
      throw new Forbidden("The key that asks is not good any more.");
    }
  }

  private static boolean isLive(UnitOfWork unitOfWork, KeyHolder holder, Instant now) {
    return unitOfWork.keys().find(holder.key().id()).filter(key -> !key.isExpired(now)).isPresent()
        && unitOfWork.users().find(holder.user().id()).filter(User::isActive).isPresent();
  }
}
