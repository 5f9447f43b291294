package dev.latchkey.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows to a product that embeds Latchkey. */
class EmbeddingTest {

  @Test
  void givenAnEmptyFile_whenAKeyIsIssuedAndExpired_thenItVerifiesBeforeAndNotAfter(
      @TempDir Path directory) {
    Path file = directory.resolve("keys.db");
    // tag::embedding[]
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.sqlite(file)).build()) {
      Caller billing = Caller.system("billing"); // who does it, for the audit trail
      User ada = latchkey.createUser().execute(billing, NewUser.member("ada"));
      IssuedKey issued = latchkey.createKey().execute(billing, ada.id(), NewToken.named("ci"));
      String token = issued.plaintext().reveal(); // hand it to Ada: it is never seen again

      assertThat(latchkey.verifyKey().execute(token).isValid()).isTrue();
      latchkey.expireKey().execute(billing, issued.key().id());
      assertThat(latchkey.verifyKey().execute(token).isValid()).isFalse();
    }
    // end::embedding[]
  }

  @Test
  void givenATransactionOfTheHost_whenItCommits_thenItsRowAndTheKeyAreThere(@TempDir Path directory)
      throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("shop.db");
    Caller billing = Caller.system("billing");
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.open(url)).build()) {
      User ada = latchkey.createUser().execute(billing, NewUser.member("ada"));
      String token;
      // tag::transaction[]
      try (Connection connection = DriverManager.getConnection(url)) {
        connection.setAutoCommit(false);
        placeOrder(connection); // in the host's own tables
        Latchkey within = latchkey.within(JdbiKeyStore.within(connection));
        IssuedKey issued = within.createKey().execute(billing, ada.id(), NewToken.named("ci"));
        connection.commit(); // the order, the key and its audit entry, or none of them
        token = issued.plaintext().reveal();
      }
      // end::transaction[]

      assertThat(latchkey.verifyKey().execute(token).isValid()).isTrue();
    }
  }

  @Test
  void givenAKeyThatWasExpired_whenTheTrailIsSearched_thenItSaysWhoDidIt(@TempDir Path directory) {
    Instant monday = Instant.now().minus(Duration.ofDays(1));
    Caller billing = Caller.system("billing");
    try (Latchkey latchkey =
        Latchkey.on(JdbiKeyStore.sqlite(directory.resolve("keys.db"))).build()) {
      User ada = latchkey.createUser().execute(billing, NewUser.member("ada"));
      IssuedKey issued = latchkey.createKey().execute(billing, ada.id(), NewToken.named("ci"));
      latchkey.expireKey().execute(billing, issued.key().id());

      // tag::audit[]
      Filter expiredSince = Filter.builder().action(AuditAction.EXPIRE).from(monday).build();
      for (AuditEntry entry :
          latchkey.searchAudit().execute(billing, expiredSince, 0, 100).entries()) {
        System.out.println(entry.actor().name() + " expired " + entry.target());
      }
      // end::audit[]

      assertThat(latchkey.searchAudit().execute(billing, expiredSince, 0, 100).entries())
          .singleElement()
          .returns("ci", AuditEntry::target);
    }
  }

  private static void placeOrder(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (item TEXT)");
    }
  }
}
