package dev.latchkey.core.port;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Takes note that keys were used, many at a time and outside any request. Thread-safe. */
public interface UsagePort {

  /**
   * Stores the uses, all or none of them. A last use only moves forward, counts are added to those
   * that are stored, and a key that is gone is passed over. A session slides by one conditional
   * update: only if the key is a session key, nobody has expired it, it is still live at {@code
   * now}, it still ends where it did when it was used, and the new end is later (G1).
   *
   * @param now when they are stored
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the store can't be reached
   * @throws dev.latchkey.core.error.StoreException if the store failed otherwise
   */
  void store(Collection<KeyUse> uses, Instant now);

  /**
   * What was done with a key since its use was stored before.
   *
   * @param keyId the key
   * @param owner its owner, who was seen
   * @param last when and from where it was used at last; null if every request was refused
   * @param slide how the end of a session moves; null if it stays
   * @param requests how many requests were accepted
   * @param refused how many requests were refused although the secret was right
   */
  record KeyUse(
      KeyId keyId,
      UserId owner,
      @Nullable Sighting last,
      @Nullable Slide slide,
      long requests,
      long refused) {

    /**
     * @throws IllegalArgumentException if there is a last use but no request, or the reverse
     */
    public KeyUse {
      if ((last == null) != (requests == 0)) {
        throw new IllegalArgumentException(
            "last: %s, requests: %s (expected: both or none)".formatted(last, requests));
      }
    }
  }

  /**
   * When and from where a key was used.
   *
   * @param at when
   * @param ipAddress from where; {@link dev.latchkey.core.key.ApiKey#NO_ADDRESS} if not known, in
   *     which case the last known one stays
   */
  record Sighting(Instant at, String ipAddress) {}

  /**
   * How the end of a session moves.
   *
   * @param from the end that was seen when the session was used. If the stored end is another by
   *     now, somebody has set it, and it stays
   * @param to the new end
   */
  record Slide(Instant from, Instant to) {}
}
