package dev.latchkey.core.port;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Takes note that keys were used, many at a time and outside any request. Thread-safe. */
public interface UsagePort {

  /**
   * Stores the uses, all or none of them. A last use only moves forward, and a key that is gone is
   * passed over. A session is extended by one conditional update: only if the key is a session key,
   * nobody has expired it, it is still live at the time of the use, and the new end is later (G1).
   *
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the store can't be reached
   * @throws dev.latchkey.core.error.StoreException if the store failed otherwise
   */
  void store(Collection<KeyUse> uses);

  /**
   * The latest use of a key.
   *
   * @param keyId the key
   * @param owner its owner, who was seen
   * @param usedAt when
   * @param ipAddress from where; {@link dev.latchkey.core.key.ApiKey#NO_ADDRESS} if not known, in
   *     which case the last known one stays
   * @param extendTo where the end of a session moves to; null if it stays
   */
  record KeyUse(
      KeyId keyId, UserId owner, Instant usedAt, String ipAddress, @Nullable Instant extendTo) {}
}
