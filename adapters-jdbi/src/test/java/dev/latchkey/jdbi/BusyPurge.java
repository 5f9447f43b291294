package dev.latchkey.jdbi;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.PurgeBatch.Ending;
import dev.latchkey.core.usecase.PurgeKeys;
import dev.latchkey.core.usecase.PurgeSchedule;
import dev.latchkey.core.usecase.Retention;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** A purge that has much to do, at the pace at which a server purges. */
final class BusyPurge implements AutoCloseable {

  private final PurgeKeys purgeKeys;
  private final Thread thread = new Thread(this::purgeForEver, "purge");
  private volatile boolean closed;

  /** Begins to purge what ended over a day ago. */
  BusyPurge(KeyStore store) {
    purgeKeys =
        new PurgeKeys(
            store.transactor(), new Retention(Duration.ofDays(1)), InstantSource.system());
    thread.start();
  }

  private void purgeForEver() {
    while (!closed) {
      if (purgeKeys.execute(Caller.system("purge")).ending() != Ending.FULL) {
        throw new IllegalStateException("nothing is left to purge");
      }
      LockSupport.parkNanos(PurgeSchedule.PAUSE.toNanos());
    }
  }

  /** Stops after the batch that is under way. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
