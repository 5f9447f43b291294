package dev.latchkey.jdbi;

import dev.latchkey.core.port.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Stores that answer from memory, from the moment on at which they do. */
final class Remembering {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private Remembering() {}

  /** One more store on {@code database} that remembers, and has a lease. */
  static JdbiKeyStore open(TestDatabase database) {
    return open(database, VerificationCache.DEFAULT);
  }

  /** The same with other settings. */
  static JdbiKeyStore open(TestDatabase database, VerificationCache cache) {
    int before = 0;
    try (JdbiKeyStore store = database.open()) {
      before = store.propagation().nodes().size();
    }
    JdbiKeyStore store = JdbiKeyStore.open(database.jdbcUrl(), cache);
    int wanted = before + 1;
    await("a lease", () -> current(store.propagation().nodes()) == wanted);
    return store;
  }

  private static long current(List<Node> nodes) {
    return nodes.stream().filter(Node::isCurrent).count();
  }

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier isSo) {
    long began = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
