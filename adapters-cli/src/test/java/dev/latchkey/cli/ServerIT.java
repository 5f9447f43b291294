package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.CreateTokenJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server begins and ends, with real processes. */
class ServerIT {

  private static final String TOKEN = "[0-9A-Za-z]{10}-[0-9A-Za-z]{22}\n";

  @TempDir Path home;

  private Path database;

  @BeforeEach
  void nameDatabase() {
    database = home.resolve("keys.db");
  }

  @Test
  void givenAnEmptyDatabase_whenStartedTwice_thenTheOwnersTokenIsPrintedTheFirstTimeOnly()
      throws Exception {
    try (ServerProcess first = ServerProcess.start(home, database)) {
      assertThat(first.out()).matches(TOKEN);
      assertThat(first.err())
          .contains("latchkey login " + first.url())
          .doesNotContain(first.ownerToken().substring(11));
      assertThat(first.client(first.ownerToken()).me().username()).isEqualTo("admin");
      // 128 + SIGTERM: the JVM's own code for a signal, after an orderly end.
      assertThat(first.stop()).isEqualTo(143);
      assertThat(first.err()).contains("\nstopping\n").endsWith("\nstopped\n");
    }
    try (ServerProcess second = ServerProcess.start(home, database)) {
      assertThat(second.out()).isEmpty();
    }
  }

  @Test
  void givenAcknowledgedChanges_whenTheServerIsKilled_thenAllOfThemAreThereAfterwards()
      throws Exception {
    String owner;
    PlaintextKey live;
    PlaintextKey expired;
    PlaintextKey deleted;
    try (ServerProcess server = ServerProcess.start(home, database)) {
      owner = server.ownerToken();
      LatchkeyClient client = server.client(owner);
      live = client.createToken("me", CreateTokenJson.named("live"));
      expired = client.createToken("me", CreateTokenJson.named("expired"));
      deleted = client.createToken("me", CreateTokenJson.named("deleted"));
      client.expireApiKey("me", expired.id().value());
      client.deleteApiKey("me", deleted.id().value());
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(home, database)) {
      LatchkeyClient client = server.client(owner);
      assertThat(client.tokens(TokenQuery.of("me").withExpired()))
          .extracting(ApiKeyJson::tokenName)
          .containsExactlyInAnyOrder("owner-token", "live", "expired");
      assertThat(server.client(live.reveal()).me().username()).isEqualTo("admin");
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> server.client(expired.reveal()).me())
          .satisfies(refused -> assertThat(refused.detail()).startsWith("API key expired at"));
      assertThat(client.auditLogs("key_id:" + expired.id(), 0, 10).count()).isEqualTo(2);
      assertThat(client.auditLogs("key_id:" + deleted.id(), 0, 10).count()).isEqualTo(2);
    }
  }

  @Test
  void givenTwoServersOnOneFile_whenOneExpiresAToken_thenTheOtherRefusesItAtOnce()
      throws Exception {
    try (ServerProcess one = ServerProcess.start(home, database);
        ServerProcess other = ServerProcess.start(home, database)) {
      LatchkeyClient operator = one.client(one.ownerToken());
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
  void givenAnOwnerTokenFile_whenStartedTwice_thenItHoldsTheTokenForItsOwnerAlone()
      throws Exception {
    Path file = home.resolve("owner.token");
    try (ServerProcess first =
        ServerProcess.start(home, database, "--owner-token-file", file.toString())) {
      assertThat(first.out()).isEmpty();
      assertThat(file).content().matches(TOKEN);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(first.client(Files.readString(file).strip()).me().username()).isEqualTo("admin");
    }
    String before = Files.readString(file);
    try (ServerProcess second =
        ServerProcess.start(home, database, "--owner-token-file", file.toString())) {
      assertThat(second.err()).contains("--owner-token-file has nothing to do");
      assertThat(file).hasContent(before);
    }
  }

  @Test
  void givenAnOwnerTokenFileThatExists_whenStarted_thenNoUserIsCreated() throws Exception {
    Path file = Files.writeString(home.resolve("owner.token"), "mine");

    Result refused =
        startAndFail("--http-address", "127.0.0.1:0", "--owner-token-file", file.toString());

    assertThat(refused.err()).contains(file + " exists already").doesNotContain("\tat ");
    assertThat(file).hasContent("mine");
    try (ServerProcess server = ServerProcess.start(home, database)) {
      assertThat(server.out()).matches(TOKEN);
    }
  }

  @Test
  void givenTheLogAsJson_whenServingAndStopping_thenEveryLineOfStandardErrorIsJson()
      throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    String url;
    try (ServerProcess server = ServerProcess.start(home, database, "--log-format", "json")) {
      url = server.url();
      String token = server.ownerToken();
      server.client(token).me();
      String name = URLEncoder.encode("{0}\"\\\u202e" + token, StandardCharsets.UTF_8);
      assertThat(Probe.status(server, "/api/v2/users/me/keys/tokens/" + name, token))
          .isEqualTo(404);
      assertThat(server.stop()).isEqualTo(143);
      for (String line : server.err().lines().toList()) {
        lines.add(mapper.readTree(line));
      }
      assertThat(server.err()).doesNotContain(token.substring(11));
    }

    assertThat(lines)
        .extracting(line -> line.path("message").textValue())
        .contains("listening on " + url, "stopping", "stopped");
    assertThat(lines)
        .filteredOn(line -> line.path("path").textValue() != null)
        .first()
        .satisfies(
            line -> {
              assertThat(line.path("method").textValue()).isEqualTo("GET");
              assertThat(line.path("path").textValue()).isEqualTo("/api/v2/users/me");
              assertThat(line.path("status").intValue()).isEqualTo(200);
              assertThat(line.path("actor").textValue()).isEqualTo("admin");
              assertThat(line.path("key_id").textValue()).hasSize(10);
              assertThat(line.path("request_id").textValue()).hasSize(36);
            });
  }

  @Test
  void givenAPortInUse_whenStarted_thenOneMessageSaysSoAndNoUserIsCreated() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, home.resolve("other.db"))) {
      String address = server.url().substring("http://".length());

      Result refused = startAndFail("--http-address", address);

      assertThat(refused)
          .isEqualTo(
              new Result(
                  1,
                  "",
                  "Encountered an error running \"latchkey server\", see \"latchkey server --help\""
                      + " for more information\nerror: cannot listen on "
                      + address
                      + ": Address already in use\nSuggestion: Choose another address with --http-address, or stop"
                      + " what listens there.\n"));
    }
  }

  @Test
  void givenNoDatabaseIsNamed_whenStarted_thenItIsInTheDataFolderOfItsOwnerAlone()
      throws Exception {
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    Process process = new Distribution(home).start(out, err, "server", "--http-address", "[::1]:0");
    try {
      while (!Files.readString(err).contains("listening on http://[")) {
        assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
        Thread.onSpinWait();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    Path folder = home.resolve("data/latchkey");
    assertThat(folder.resolve("latchkey.db")).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  private Result startAndFail(String... options) throws Exception {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "server";
    arguments[1] = "--db";
    arguments[2] = "jdbc:sqlite:" + database;
    System.arraycopy(options, 0, arguments, 3, options.length);
    Result result = new Distribution(home).run(arguments);
    assertThat(result.exitCode()).isIn(1, 2);
    assertThat(result.out()).isEmpty();
    return result;
  }
}
