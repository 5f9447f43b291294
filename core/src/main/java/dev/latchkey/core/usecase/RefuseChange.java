package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyQueries;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;

/**
 * Takes note that somebody was refused before the use case for what they wanted to do to a key was
 * even asked, so that the audit trail holds such attempts too. Thread-safe.
 */
public final class RefuseChange {

  private static final Logger LOG = System.getLogger(RefuseChange.class.getName());

  private final KeyQueries keys;
  private final DeniedAttempts denied;
  private final InstantSource clock;

  /** Wires the use case. */
  public RefuseChange(KeyQueries keys, DeniedAttempts denied, InstantSource clock) {
    this.keys = keys;
    this.denied = denied;
    this.clock = clock;
  }

  /**
   * Takes note of the attempt, if there is such a key. The answer to the caller is the same either
   * way, so this never throws because of the store.
   *
   * @param attempted what the caller wanted to do
   * @param reason why they were refused, in words
   */
  public void execute(Caller caller, KeyId id, AuditAction attempted, String reason) {
    try {
      keys.byId(id)
          .map(
              found ->
                  AuditEntry.keyDenied(
                      attempted,
                      found.key(),
                      caller.actor(),
                      caller.request(),
                      clock.instant(),
                      reason))
          .ifPresent(denied::note);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A denied attempt on the key " + id + " could not be noted.", e);
    }
  }
}
