package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.authority.Caller.Person;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.user.User;
import java.time.Instant;

/**
 * Looks at the caller's user and key once more, within the transaction of the change. A request may
 * wait for the database after its key was verified; what was expired meanwhile must not leave new
 * keys behind (G5), and who has lost a role must not use it any more. Both stay as they were found
 * until the change is committed.
 */
final class LiveCaller {

  private LiveCaller() {}

  /**
   * @throws Forbidden if the caller's key or its user is not good any more
   */
  static void require(UnitOfWork unitOfWork, Caller caller, Instant now) {
    if (caller instanceof Person person && !isLive(unitOfWork, person, now)) {
      throw new Forbidden("The key that asks is not good for this any more.");
    }
  }

  // Nobody shares them meanwhile: whoever waits to expire a key in a hot loop of changes would wait
  // for a moment without any. Users come before keys, as they do where the use of keys is stored.
  private static boolean isLive(UnitOfWork unitOfWork, Person person, Instant now) {
    return unitOfWork
            .users()
            .find(person.user().id())
            .filter(user -> isAsGoodAs(person.user(), user))
            .isPresent()
        && (!(person instanceof KeyHolder holder)
            || unitOfWork
                .keys()
                .find(holder.key().id())
                .filter(key -> !key.isExpired(now))
                .isPresent());
  }

  private static boolean isAsGoodAs(User verified, User user) {
    return user.isActive() && user.roles().containsAll(verified.roles());
  }
}
