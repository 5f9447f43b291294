package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.port.Job;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.usecase.PurgeBatch.Ending;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes the records of keys, of tokens and session keys alike, that ended longer ago than the
 * retention. Their audit entries stay, and each gets one more (G2, G3). A live key is never
 * touched. Thread-safe.
 */
public final class PurgeKeys {

  /** How many keys one call removes at most: no other change has to wait for more of them. */
  public static final int BATCH = 100;

  /** How far keys are counted that are due, which takes some milliseconds. */
  public static final int MAX_COUNT = 10_000;

  private final Transactor transactor;
  private final Retention retention;
  private final InstantSource clock;

  /** Wires the use case. */
  public PurgeKeys(Transactor transactor, Retention retention, InstantSource clock) {
    this.transactor = transactor;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Purges one batch, in one transaction.
   *
   * @return how many keys were removed, and whether another call may find more to do
   */
  public PurgeBatch execute(Trusted caller) {
    return isOn()
        ? transactor.inTransaction(unitOfWork -> purge(unitOfWork, caller))
        : PurgeBatch.OFF;
  }

  /**
   * How many keys could be purged now, for who decides whether they are.
   *
   * @return at most {@link #MAX_COUNT}, which stands for that and more
   */
  public int countDue() {
    return isOn() ? transactor.inTransaction(this::countDue) : 0;
  }

  private int countDue(UnitOfWork unitOfWork) {
    Instant limit = retention.limitAt(clock.instant());
    int due = 0;
    for (LoginType loginType : LoginType.values()) {
      due += unitOfWork.keys().countEndedBefore(loginType, limit, MAX_COUNT);
    }
    return Math.min(due, MAX_COUNT);
  }

  /** Whether there is anything to do, ever. */
  boolean isOn() {
    return !retention.isForever();
  }

  private PurgeBatch purge(UnitOfWork unitOfWork, Trusted caller) {
    if (!unitOfWork.tryLock(Job.PURGE)) {
      return PurgeBatch.BUSY;
    }
    Instant now = clock.instant();
    List<ApiKey> purged = delete(unitOfWork.keys(), retention.limitAt(now));
    for (ApiKey key : purged) {
      unitOfWork
          .audit()
          .append(
              AuditEntry.keyPurged(key, caller.actor(), caller.request(), now)
                  .because(retention.reason()));
    }
    return new PurgeBatch(purged.size(), purged.size() < BATCH ? Ending.DONE : Ending.FULL);
  }

  private static List<ApiKey> delete(ApiKeyRepository keys, Instant limit) {
    List<ApiKey> deleted = new ArrayList<>();
    for (LoginType loginType : LoginType.values()) {
      int room = BATCH - deleted.size();
      if (room > 0) {
        deleted.addAll(keys.deleteEndedBefore(loginType, limit, room));
      }
    }
    return deleted;
  }
}
