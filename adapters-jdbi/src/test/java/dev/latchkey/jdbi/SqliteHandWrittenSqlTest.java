package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator with nothing but SQL can do to the tables, and can't. */
final class SqliteHandWrittenSqlTest {

  private static final String SECOND_OF_NOW = "1772366400";

  @TempDir Path directory;
  private Path file;
  private Site site;
  private User maria;

  @BeforeEach
  void open() {
    file = directory.resolve("keys.db");
    site = Site.over(JdbiKeyStore.sqlite(file));
    maria = site.member("maria");
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void givenALiveKey_whenItsEndIsSetByTheOneLiner_thenItIsRefusedAtOnceAndItsNameIsFree()
      throws SQLException {
    site.clock().set(Instant.now());
    IssuedKey issued = site.issue(maria, "ci");

    execute(
        "UPDATE api_keys SET expires_at = CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
            + " WHERE id = '"
            + issued.key().id()
            + "'");

    site.clock().set(Instant.now().plusSeconds(1));
    assertThat(site.accepts(issued)).isFalse();
    assertThat(site.accepts(site.issue(maria, "ci"))).isTrue();
  }

  @Test
  void givenAnExpiredKey_whenItsEndIsMovedLater_thenTheTableRefuses() throws SQLException {
    IssuedKey issued = site.issue(maria, "ci");
    site.latchkey().expireKey().execute(site.as(maria), issued.key().id());

    assertThatThrownBy(() -> execute("UPDATE api_keys SET expires_at = expires_at + 1"))
        .hasMessageContaining("api_keys_expire_is_final");
    execute("UPDATE api_keys SET expires_at = expires_at - 1");
    site.clock().set(NOW.minus(Duration.ofDays(1)));
    assertThat(site.accepts(issued)).isFalse();
  }

  @Test
  void givenALiveKey_whenItsEndIsSetToText_thenTheTableRefuses() {
    site.issue(maria, "ci");

    assertThatThrownBy(() -> execute("UPDATE api_keys SET expires_at = datetime('now')"))
        .hasMessageContaining("cannot store TEXT value in INTEGER column");
  }

  @Test
  void givenAUserMarkedAsDeleted_whenTheirKeyIsUsed_thenItIsUnknown() throws SQLException {
    IssuedKey issued = site.issue(maria, "ci");
    IssuedKey ofOther = site.issue(site.member("otto"), "ci");

    execute("UPDATE users SET deleted_at = 1 WHERE username = 'maria'");

    assertThat(site.store().directory().find(issued.key().id())).isEmpty();
    assertThat(site.accepts(issued)).isFalse();
    assertThat(site.accepts(ofOther)).isTrue();
  }

  /** An index in use hands out its own order, and so hides that none was asked for. */
  @Test
  void givenNoIndexes_whenKeysAreRead_thenTheirOrderIsTheSame() throws SQLException {
    Instant later = NOW.plusSeconds(1);
    site.key(aToken(maria).id("aaaaaaaaaa").named("ci").expiredAt(NOW.plusSeconds(90)).build());
    site.key(
        aToken(maria)
            .id("bbbbbbbbbb")
            .named("ci")
            .createdAt(later)
            .expiredAt(NOW.plusSeconds(9))
            .build());
    for (String index : List.of("api_keys_by_name", "api_keys_of_user", "api_keys_by_end")) {
      execute("DROP INDEX " + index);
    }

    assertThat(site.store().keys().byName(maria.id(), new TokenName("ci"), NOW))
        .map(found -> found.key().id().value())
        .contains("bbbbbbbbbb");
    for (UserId owner : new UserId[] {null, maria.id()}) {
      assertThat(site.store().keys().tokens(new Page(owner, null, null, 9)))
          .extracting(found -> found.key().id().value())
          .containsExactly("bbbbbbbbbb", "aaaaaaaaaa");
    }
  }

  @Test
  void givenATable_whenReadByHand_thenTimesAreMicrosecondsAndStatesAreJson() throws SQLException {
    IssuedKey issued = site.issue(maria, "ci");

    assertThat(query("SELECT created_at FROM api_keys")).isEqualTo(SECOND_OF_NOW + "123456");
    assertThat(query("SELECT new_state ->> 'expires_at' FROM audit_entries"))
        .isEqualTo(issued.key().expiresAt().toString());
    assertThat(query("SELECT typeof(old_state) FROM audit_entries")).isEqualTo("null");
  }

  @Test
  void givenKeysInEveryState_whenTheFilesAreSearched_thenNoSecretIsInThem() throws IOException {
    IssuedKey live = site.issue(maria, "live");
    IssuedKey expired = site.issue(maria, "expired");
    IssuedKey deleted = site.issue(maria, "deleted");
    site.accepts(live);
    site.latchkey().expireKey().execute(site.as(maria), expired.key().id());
    site.latchkey().deleteKey().execute(site.as(maria), deleted.key().id());
    site.close();

    String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

    assertThat(content).contains(live.key().id().value(), deleted.key().id().value());
    for (IssuedKey issued : List.of(live, expired, deleted)) {
      String token = issued.plaintext().reveal();
      assertThat(content).doesNotContain(token.substring(token.indexOf('-') + 1));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
