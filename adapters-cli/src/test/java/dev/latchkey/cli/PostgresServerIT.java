package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Servers, as real processes, on one PostgreSQL. */
@ExtendWith(PostgresExtension.class)
class PostgresServerIT {

  @TempDir Path home;

  private final PostgresServer postgres;
  private final String jdbcUrl;

  PostgresServerIT(PostgresServer postgres) {
    this.postgres = postgres;
    jdbcUrl = postgres.createEmptyDatabase();
  }

  @AfterEach
  void drop() {
    postgres.drop(jdbcUrl);
  }

  @Test
  void givenAnEmptyDatabase_whenTwoServersStartAtOnce_thenOneCreatesTheFirstUserAndBothServe()
      throws Exception {
    List<ServerProcess> servers = Race.of(2, () -> ServerProcess.start(home, jdbcUrl));
    try (ServerProcess one = servers.get(0);
        ServerProcess other = servers.get(1)) {
      String printed = one.out() + other.out();
      assertThat(printed).matches("[0-9A-Za-z]{10}-[0-9A-Za-z]{22}\n");
      LatchkeyClient operator = one.client(printed.strip());
      assertThat(operator.auditLogs("", 0, 10).count()).isEqualTo(2);

      PlaintextKey token = operator.createToken("me", CreateTokenJson.named("ci"));
      LatchkeyClient client = other.client(token.reveal());
      assertThat(client.me().username()).isEqualTo("admin");
      operator.expireApiKey("me", token.id().value());

      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(client::me)
          .satisfies(refused -> assertThat(refused.detail()).startsWith("API key expired at"));
    }
  }

  @Test
  void givenADatabaseOfANewerLatchkey_whenStarted_thenOneMessageSaysSo() throws Exception {
    ServerProcess.start(home, jdbcUrl).close();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE latchkey_schema_history SET version = '99'");
    }

    assertThat(errorOf(jdbcUrl, 1))
        .startsWith("error: cannot start: ")
        .contains("has schema version 99", "use a newer Latchkey")
        .hasLineCount(2);
  }

  @Test
  void givenADatabaseThatCannotBeReached_whenStarted_thenOneMessageSaysSoWithoutThePassword()
      throws Exception {
    assertThat(errorOf("jdbc:postgresql://127.0.0.1:1/keys?user=u&password=hidden", 5))
        .startsWith("error: cannot open the database: ")
        .contains("can't be reached")
        .doesNotContain("hidden")
        .hasLineCount(2);
  }

  @Test
  void givenAUserWhomTheServerRefuses_whenStarted_thenOneMessageSaysSo() throws Exception {
    String separator = jdbcUrl.contains("?") ? "&" : "?";

    // The last of two settings wins.
    assertThat(errorOf(jdbcUrl + separator + "user=nobody_of_that_name&password=hidden", 5))
        .startsWith("error: cannot open the database: ")
        .contains("refuses the user or the password")
        .doesNotContain("hidden")
        .hasLineCount(2);
  }

  /** What a server that does not start says, behind the line that names the command. */
  private String errorOf(String url, int exitCode) throws Exception {
    Result refused =
        new Distribution(home).run("server", "--http-address", "127.0.0.1:0", "--db", url);
    assertThat(refused.exitCode()).isEqualTo(exitCode);
    assertThat(refused.out()).isEmpty();
    return refused.err().lines().skip(1).reduce((a, b) -> a + "\n" + b).orElseThrow();
  }
}
