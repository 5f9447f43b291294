package dev.latchkey.jdbi;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.usecase.Verification;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how much memory the keys take that a node remembers. */
final class MemoryRun {

  private static final int KEYS = 1_000_000;

  @TempDir Path folder;

  @Test
  void givenAMillionKeys_whenAllAreVerified_thenTheMemoryOfEachIsPrinted() throws Exception {
    Path file = folder.resolve("keys.db");
    BulkKeys keys = new BulkKeys(KEYS);
    SqliteScaleIT.load(keys, file, Instant.now().truncatedTo(ChronoUnit.MICROS));
    VerificationCache cache =
        new VerificationCache(2 * KEYS, VerificationCache.DEFAULT_LEASE, Duration.ZERO);
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.sqlite(file, cache)).build()) {
      long before = used();
      int found = 0;
      for (int i = 0; i < KEYS; i++) {
        Verification answer = latchkey.verifyKey().execute(BulkKeys.token(i).reveal());
        found += answer.isValid() ? 1 : 0;
      }
      long after = used();
      System.out.printf(
          "%,d keys, %,d of them live: %,d bytes each, %,d MB in all%n",
          KEYS, found, (after - before) / KEYS, (after - before) / 1_000_000);
    }
  }

  private static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 5; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
