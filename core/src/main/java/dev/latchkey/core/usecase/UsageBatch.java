package dev.latchkey.core.usecase;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UsagePort.KeyUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Stores uses of keys, many in one transaction. One that the store does not take keeps no other one
 * out: what fails together is tried in halves. Belongs to one thread.
 */
final class UsageBatch {

  /** What is stored in one transaction, so that no change has to wait for all of it. */
  static final int MOST = 1_000;

  private static final Logger LOG = System.getLogger(UsageBatch.class.getName());

  private final UsagePort port;
  private final InstantSource clock;
  private final List<KeyUse> next = new ArrayList<>();
  private final Deque<List<KeyUse>> open = new ArrayDeque<>();
  private final List<KeyUse> refused = new ArrayList<>();

  UsageBatch(UsagePort port, InstantSource clock) {
    this.port = port;
    this.clock = clock;
  }

  /**
   * Adds a use, and stores what there is if that is much.
   *
   * @throws RuntimeException as {@link #store} does
   */
  void add(KeyUse use) {
    next.add(use);
    if (next.size() == MOST) {
      store();
    }
  }

  /**
   * Stores what there is.
   *
   * @throws Unavailable if the store can't be reached
   * @throws RuntimeException if the store took nothing of it; why it did not take a part is logged
   */
  void store() {
    if (next.isEmpty()) {
      return;
    }
    int all = next.size();
    int refusedBefore = refused.size();
    RuntimeException problem = null;
    open.push(List.copyOf(next));
    next.clear();
    while (!open.isEmpty()) {
      List<KeyUse> part = open.element();
      try {
        port.store(part, clock.instant());
        open.pop();
      } catch (Unavailable e) {
        throw e;
      } catch (RuntimeException e) {
        problem = e;
        open.pop();
        split(part);
      }
    }
    if (problem != null && refused.size() - refusedBefore == all) {
      throw problem;
    } else if (problem != null) {
      LOG.log(
          Level.ERROR,
          "The use of some keys could not be stored; trying again later: " + refusedKeys(),
          problem);
    }
  }

  private List<KeyId> refusedKeys() {
    return refused.stream().map(KeyUse::keyId).toList();
  }

  private void split(List<KeyUse> part) {
    int half = part.size() / 2;
    if (half == 0) {
      refused.addAll(part);
    } else {
      open.push(part.subList(half, part.size()));
      open.push(part.subList(0, half));
    }
  }

  /** What was not stored. */
  Collection<KeyUse> left() {
    List<KeyUse> left = new ArrayList<>(refused);
    open.forEach(left::addAll);
    left.addAll(next);
    return left;
  }
}
