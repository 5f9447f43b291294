package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby lags behind its primary, and would verify keys that were expired there (G5). */
final class StandbyTest {

  @TempDir private Path folder;

  @Test
  void givenAServerThatBecomesAStandby_whenKeysAreVerifiedByIt_thenNoneIsUntilItIsPromoted()
      throws IOException {
    int port;
    Site site;
    IssuedKey issued;
    try (EmbeddedPostgres primary = server(0)) {
      port = primary.getPort();
      site = Site.over(JdbiKeyStore.over(primary.getPostgresDatabase()));
      issued = site.issue(site.member("maria"), "ci");
      assertThat(site.accepts(issued)).isTrue();
    }
    Files.createFile(folder.resolve("standby.signal"));

    try (EmbeddedPostgres standby = server(port)) {
      assertThatThrownBy(() -> site.accepts(issued))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("standby");
      assertThatThrownBy(() -> JdbiKeyStore.over(standby.getPostgresDatabase()))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("standby");
      assertThatThrownBy(() -> JdbiKeyStore.open(standby.getJdbcUrl("postgres", "postgres")))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("standby");

      Jdbi.create(standby.getPostgresDatabase())
          .useHandle(handle -> handle.execute("SELECT pg_promote()"));

      assertThat(site.accepts(issued)).isTrue();
      site.close();
    }
  }

  private EmbeddedPostgres server(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }
}
