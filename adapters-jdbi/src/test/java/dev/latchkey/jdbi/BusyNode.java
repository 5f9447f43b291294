package dev.latchkey.jdbi;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.usecase.Activity;
import dev.latchkey.core.usecase.DeniedAttempts;
import dev.latchkey.core.usecase.ExpireKey;
import dev.latchkey.core.usecase.UsageRecorder;
import dev.latchkey.core.usecase.VerifyKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A node at which one key is in use all the time: some threads verify it without pause, and store
 * every few times that it was used. What must never happen is collected in {@link #failures}.
 * Thread-safe.
 */
final class BusyNode implements AutoCloseable {

  private static final int USERS = 2;
  private static final int USES_BETWEEN_STORES = 10;

  /** Without pause, the stores would keep everybody else from writing. */
  private static final int REMEMBERED_USES_BETWEEN_STORES = 1_000;

  private static final int PATIENCE_SECONDS = 60;
  private static final int MOST_TRIES = 20;

  private final UsagePort port;
  private final UsageRecorder recorder;
  private final VerifyKey verifyKey;
  private final DeniedAttempts denied;
  private final ExpireKey expireKey;
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService users = Executors.newFixedThreadPool(USERS);
  private volatile boolean closed;
  private final int usesBetweenStores;
  private volatile KeyInUse current;

  /**
   * A node over {@code store}, which stays open when the node is closed.
   *
   * @param cache what the store remembers
   */
  BusyNode(KeyStore store, VerificationCache cache, InstantSource clock) {
    usesBetweenStores = cache.isOff() ? USES_BETWEEN_STORES : REMEMBERED_USES_BETWEEN_STORES;
    current = inUse("", 0);
    port = store.usage();
    recorder = new UsageRecorder(this::store, clock);
    verifyKey =
        new VerifyKey(store.directory(), new ContractScopes(), recorder, new Activity(), clock);
    denied = new DeniedAttempts(store.transactor());
    expireKey =
        new ExpireKey(
            store.transactor(),
            store.propagation(),
            new Authority(new ContractScopes()),
            clock,
            denied);
    for (int i = 0; i < USERS; i++) {
      users.execute(this::useForEver);
    }
  }

  /**
   * From now on this is the token in use. Returns once it has been good for at least so many times.
   */
  void use(String token, int times) throws InterruptedException {
    KeyInUse next = inUse(token, times);
    current = next;
    await(next.accepted);
  }

  /** It is refused often enough when one of the threads at least has stored what was before. */
  private KeyInUse inUse(String token, int times) {
    return new KeyInUse(
        token, new CountDownLatch(times), new CountDownLatch(USERS * usesBetweenStores));
  }

  /**
   * Expires a key, which is mostly the one in use. On an SQLite file that others write to without
   * pause it may not get its turn in time, and asks again, as an operator would.
   */
  Instant expire(KeyId id) {
    for (int tries = 1; ; tries++) {
      try {
        return expireKey.execute(Fixtures.operator(), id).result().expiresAt();
      } catch (Unavailable e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * Tells the node that an expire of the key in use has returned. Returns once it was refused so
   * often that what was used before is stored.
   */
  void expectDead() throws InterruptedException {
    current.dead = true;
    await(current.refused);
  }

  /** What went wrong until now; nothing may. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void await(CountDownLatch latch) throws InterruptedException {
    for (int looks = 1; !latch.await(1, TimeUnit.SECONDS); looks++) {
      if (looks == PATIENCE_SECONDS || !failures.isEmpty()) {
        throw new AssertionError("not in " + looks + " s; until now: " + failures);
      }
    }
  }

  private void useForEver() {
    for (int uses = 1; !closed && failures.isEmpty(); uses++) {
      try {
        KeyInUse key = current;
        use(key);
        // Refusals are counted too. To store them without pause would keep others from writing.
        if (uses % usesBetweenStores == 0 && key.refused.getCount() > 0) {
          recorder.flush();
        }
      } catch (RuntimeException e) {
        failures.add("a use failed: " + e);
      }
    }
  }

  private void use(KeyInUse key) {
    // Read first: only a use that begins after the expire has returned must be refused.
    boolean dead = key.dead;
    boolean valid = verifyKey.execute(key.token).isValid();
    if (dead && valid) {
      failures.add("accepted after its expire had returned: " + key.token);
    }
    if (dead) {
      key.refused.countDown();
    } else if (valid) {
      key.accepted.countDown();
    }
  }

  private void store(Collection<KeyUse> uses, Instant now) {
    try {
      port.store(uses, now);
    } catch (RuntimeException e) {
      failures.add("storing uses failed: " + e);
      throw e;
    }
  }

  /** Stops, and stores what is left. */
  @Override
  public void close() {
    closed = true;
    users.shutdown();
    try {
      if (!users.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        failures.add("a use did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recorder.close();
    denied.close();
  }

  private static final class KeyInUse {
    private final String token;
    private final CountDownLatch accepted;
    private final CountDownLatch refused;
    private volatile boolean dead;

    KeyInUse(String token, CountDownLatch accepted, CountDownLatch refused) {
      this.token = token;
      this.accepted = accepted;
      this.refused = refused;
    }
  }
}
