package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.testkit.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a crash, and nothing half-done is (G8). */
final class SqliteCrashTest {

  private static final int ACKNOWLEDGED_AT_LEAST = 200;

  /** Of {@code PRAGMA synchronous}. */
  private static final int FULL = 2;

  @TempDir Path directory;

  @Test
  void givenAWritingProcess_whenKilled_thenEveryAcknowledgedChangeIsThereWithItsEntry()
      throws IOException, InterruptedException {
    Path file = directory.resolve("keys.db");

    List<String> acknowledged = writeUntilKilled(file);

    try (Site site = Site.over(JdbiKeyStore.sqlite(file))) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_AT_LEAST);
      for (String line : acknowledged) {
        if (line.startsWith(ChildProcess.CREATED)) {
          assertThat(actions(site, line.substring(ChildProcess.CREATED.length())))
              .contains(AuditAction.CREATE);
        } else {
          String id = line.substring(ChildProcess.EXPIRED.length());
          assertThat(site.stored(new KeyId(id)).expiredAt()).isNotNull();
          assertThat(actions(site, id)).containsExactly(AuditAction.EXPIRE, AuditAction.CREATE);
        }
      }
    }
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      Jdbi pool = database.reads();
      assertThat(text(pool, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(number(pool, "SELECT count(*) FROM api_keys WHERE login_type = 'token'"))
          .isEqualTo(number(pool, "SELECT count(*) FROM audit_entries WHERE action = 'create'"));
      assertThat(number(pool, "SELECT count(*) FROM api_keys WHERE expired_at IS NOT NULL"))
          .isEqualTo(number(pool, "SELECT count(*) FROM audit_entries WHERE action = 'expire'"));
    }
  }

  /**
   * A killed process loses nothing that the kernel has; only these settings survive a power cut.
   */
  @Test
  void givenConnectionsOfBothPools_whenAskedForTheirSettings_thenACommitIsOnTheDisk() {
    try (SqliteDatabase database = SqliteDatabase.open(directory.resolve("keys.db"))) {
      for (Jdbi pool : List.of(database.writes(), database.reads())) {
        assertThat(text(pool, "PRAGMA journal_mode")).isEqualTo("wal");
        assertThat(number(pool, "PRAGMA synchronous")).isEqualTo(FULL);
        assertThat(number(pool, "PRAGMA foreign_keys")).isEqualTo(1);
        assertThat(number(pool, "PRAGMA busy_timeout")).isEqualTo(5000);
      }
    }
  }

  private static List<String> writeUntilKilled(Path file) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    try (ChildProcess child = ChildProcess.start("write", file)) {
      child.goOn();
      for (String line = child.nextLine(); line != null; line = child.nextLine()) {
        lines.add(line);
        if (lines.size() == ACKNOWLEDGED_AT_LEAST) {
          child.kill();
        }
      }
      assertThat(child.exitCode()).isNotZero();
    }
    return lines;
  }

  private static List<AuditAction> actions(Site site, String id) {
    return site.audit(new KeyId(id)).stream().map(AuditEntry::action).toList();
  }

  private static String text(Jdbi pool, String sql) {
    return pool.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private static long number(Jdbi pool, String sql) {
    return pool.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
