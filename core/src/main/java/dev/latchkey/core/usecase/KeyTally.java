package dev.latchkey.core.usecase;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.port.UsagePort.Sighting;
import dev.latchkey.core.port.UsagePort.Slide;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What was done with one key since it was last stored. Any number of threads write to it at once,
 * and the path of a request neither locks for that nor, but for a session key whose end is due to
 * be moved, allocates.
 */
final class KeyTally {

  private final KeyId keyId;
  private final UserId owner;
  private final LongAdder requests = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicReference<@Nullable Instant> usedAt = new AtomicReference<>();
  private volatile String ipAddress = ApiKey.NO_ADDRESS;
  private final AtomicReference<@Nullable Slide> slide = new AtomicReference<>();
  private volatile boolean dropped;

  KeyTally(KeyId keyId, UserId owner) {
    this.keyId = keyId;
    this.owner = owner;
  }

  KeyId keyId() {
    return keyId;
  }

  /**
   * @return false if nobody may look here any more, so that what there is must be taken elsewhere
   */
  boolean accept(ApiKey key, Instant now, String newIpAddress) {
    key.slidesTo(now).ifPresent(end -> slide.set(new Slide(key.expiresAt(), end)));
    if (!newIpAddress.equals(ApiKey.NO_ADDRESS) && !newIpAddress.equals(ipAddress)) {
      ipAddress = newIpAddress;
    }
    // The count comes after it and makes it visible.
    usedAt.setRelease(now);
    requests.increment();
    return !dropped;
  }

  /**
   * @return false if nobody may look here any more, so that what there is must be taken elsewhere
   */
  boolean refuse() {
    refused.increment();
    return !dropped;
  }

  /** What there is to store, which is then no longer here; null if there is nothing. */
  @Nullable KeyUse take() {
    long accepted = requests.sumThenReset();
    long tried = refused.sumThenReset();
    if (accepted == 0 && tried == 0) {
      return null;
    }
    Slide due = slide.getAndSet(null);
    Instant at = usedAt.get();
    Sighting last = accepted == 0 || at == null ? null : new Sighting(at, ipAddress);
    return new KeyUse(keyId, owner, last, due, accepted, tried);
  }

  /**
   * The last look at it. Who wrote before has what they wrote taken here, who writes later is told.
   */
  @Nullable KeyUse drop() {
    dropped = true;
    return take();
  }

  /** Adds what was taken and could not be stored, or was taken from one that was dropped. */
  void add(KeyUse use) {
    Sighting last = use.last();
    if (last != null) {
      usedAt.compareAndSet(null, last.at());
    }
    if (last != null && ipAddress.equals(ApiKey.NO_ADDRESS)) {
      ipAddress = last.ipAddress();
    }
    slide.compareAndSet(null, use.slide());
    requests.add(use.requests());
    refused.add(use.refused());
  }
}
