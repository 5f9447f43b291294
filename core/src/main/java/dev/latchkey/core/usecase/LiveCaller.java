package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.authority.Caller.Person;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
    require(unitOfWork, caller, Set.of(), now);
  }

  /**
   * The same for a change that relies on {@code other} too, who stays as they are as well. Who
   * deletes them waits for the change, or is done and has left nobody.
   *
   * @throws Forbidden if the caller's key or its user is not good any more
   * @throws NotFound if there is no such user
   */
  static void requireWith(UnitOfWork unitOfWork, Caller caller, UserId other, Instant now) {
    if (!require(unitOfWork, caller, Set.of(other), now).containsKey(other)) {
      throw new NotFound();
    }
  }

  private static Map<UserId, User> require(
      UnitOfWork unitOfWork, Caller caller, Set<UserId> others, Instant now) {
    Set<UserId> wanted = new TreeSet<>(others);
    if (caller instanceof Person person) {
      wanted.add(person.user().id());
    }
    // Nobody shares them meanwhile: whoever waits to expire a key in a hot loop of changes would
    // wait for a moment without any. Users come before keys and in the order of their ids, as they
    // do where the use of keys is stored, so that nobody waits in a circle.
    Map<UserId, User> users = new HashMap<>();
    wanted.forEach(id -> unitOfWork.users().find(id).ifPresent(user -> users.put(id, user)));
    if (caller instanceof Person person && !isLive(unitOfWork, person, users, now)) {
      throw new Forbidden("The key that asks is not good for this any more.");
    }
    return users;
  }

  private static boolean isLive(
      UnitOfWork unitOfWork, Person person, Map<UserId, User> users, Instant now) {
    User user = users.get(person.user().id());
    return user != null
        && isAsGoodAs(person.user(), user)
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
