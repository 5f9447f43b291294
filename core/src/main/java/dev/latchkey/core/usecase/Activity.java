package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.usecase.Verification.Refused;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what is done, for whoever watches over it. All counts begin at zero with the process and
 * only ever grow; reading them costs nothing and waits for nobody. Thread-safe.
 */
public final class Activity {

  private final LongAdder valid = new LongAdder();
  private final Map<Reason, LongAdder> refused = adders(Reason.values());
  private final Map<AuditAction, LongAdder> keyChanges = adders(AuditAction.values());
  private final Map<AuditAction, LongAdder> userChanges = adders(AuditAction.values());

  /** Nothing was done yet. */
  public Activity() {}

  /** How many tokens were verified and found good. */
  public long valid() {
    return valid.sum();
  }

  /** How many tokens were refused for this reason. */
  public long refused(Reason reason) {
    return get(refused, reason).sum();
  }

  /** How often this was done to a key. */
  public long keyChanges(AuditAction action) {
    return get(keyChanges, action).sum();
  }

  /** How often this was done to a user. */
  public long userChanges(AuditAction action) {
    return get(userChanges, action).sum();
  }

  /**
   * The same store, whose changes are counted once they are committed; in a transaction that a host
   * has lent, once they are made.
   */
  public KeyStore counting(KeyStore store) {
    return new CountingStore(store, this);
  }

  void verified(Verification answer) {
    if (answer instanceof Refused refusal) {
      get(refused, refusal.reason()).increment();
    } else {
      valid.increment();
    }
  }

  /** The counter of what the entry says was done. */
  LongAdder counterOf(AuditEntry entry) {
    return get(entry.keyId() == null ? userChanges : keyChanges, entry.action());
  }

  private static <E extends Enum<E>> Map<E, LongAdder> adders(E[] values) {
    return Stream.of(values)
        .collect(
            Collectors.toMap(
                Function.identity(),
                value -> new LongAdder(),
                (one, other) -> one,
                () -> new EnumMap<>(values[0].getDeclaringClass())));
  }

  private static <E extends Enum<E>> LongAdder get(Map<E, LongAdder> adders, E value) {
    LongAdder adder = adders.get(value);
    if (adder == null) {
      throw new IllegalStateException("there is one for each value");
    }
    return adder;
  }
}
