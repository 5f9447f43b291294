package dev.latchkey.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.core.usecase.Lifetimes;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServerSettingsTest {

  @TempDir Path home;

  @Test
  void givenNothing_whenRead_thenTheDefaultsHold() {
    ServerConfig config = read(Map.of());

    assertThat(Addresses.text(config.address())).isEqualTo("127.0.0.1:3000");
    assertThat(config.jdbcUrl())
        .isEqualTo("jdbc:sqlite:" + home.resolve(".local/share/latchkey/latchkey.db"));
    assertThat(config.ownerTokenFile()).isNull();
    assertThat(config.lifetimes()).isEqualTo(Lifetimes.DEFAULT);
    assertThat(config.retention()).isEqualTo(Duration.ofDays(90));
    assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
  }

  @Test
  void givenALogFormat_whenRead_thenTheOptionWins() {
    assertThat(read(Map.of("LATCHKEY_LOG_FORMAT", "json")).logFormat()).isEqualTo(LogFormat.JSON);
    assertThat(read(Map.of("LATCHKEY_LOG_FORMAT", "json"), "--log-format", "text").logFormat())
        .isEqualTo(LogFormat.TEXT);
  }

  @Test
  void givenOptionsAndVariables_whenRead_thenOptionsWin() {
    Map<String, String> environment =
        Map.of(
            "LATCHKEY_HTTP_ADDRESS", "127.0.0.1:1",
            "LATCHKEY_DB", "jdbc:postgresql://db.example:5433/keys?user=latchkey",
            "LATCHKEY_DEFAULT_TOKEN_LIFETIME", "1h",
            "LATCHKEY_MAX_TOKEN_LIFETIME", "2d",
            "LATCHKEY_MAX_ADMIN_TOKEN_LIFETIME", "3h");

    ServerConfig config =
        read(environment, "--http-address", "[::1]:2", "--default-token-lifetime", "30m");

    assertThat(Addresses.text(config.address())).isEqualTo("[0:0:0:0:0:0:0:1]:2");
    assertThat(config.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/keys?user=latchkey");
    assertThat(config.lifetimes())
        .isEqualTo(new Lifetimes(Duration.ofMinutes(30), Duration.ofDays(2), Duration.ofHours(3)));
  }

  @Test
  void givenARetention_whenRead_thenZeroMeansForEver() {
    assertThat(read(Map.of("LATCHKEY_RETENTION", "30d")).retention())
        .isEqualTo(Duration.ofDays(30));
    assertThat(read(Map.of("LATCHKEY_RETENTION", "30d"), "--retention", "1d12h").retention())
        .isEqualTo(Duration.ofHours(36));
    assertThat(read(Map.of("LATCHKEY_RETENTION", "0")).retention()).isZero();
  }

  @Test
  void givenARelativeXdgFolder_whenRead_thenItCountsForNothing() {
    assertThat(read(Map.of("XDG_DATA_HOME", "data")).jdbcUrl()).contains("/.local/share/");
    assertThat(read(Map.of("XDG_DATA_HOME", "/data")).jdbcUrl())
        .isEqualTo("jdbc:sqlite:/data/latchkey/latchkey.db");
  }

  @Test
  void givenEverythingWrong_whenRead_thenAllOfItIsToldWithoutThePassword() {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(
            () ->
                read(
                    Map.of("LATCHKEY_MAX_TOKEN_LIFETIME", "soon"),
                    "--http-address",
                    "127.0.0.1:70000",
                    "--db",
                    "jdbc:postgresql://u:password@host/db",
                    "--owner-token-file",
                    home.resolve("none/token").toString(),
                    "--default-token-lifetime",
                    "10ms",
                    "--retention",
                    "0s",
                    "--log-format",
                    "xml"))
        .withMessage(
            """
            the configuration is wrong:
              --http-address: "127.0.0.1:70000" (expected: HOST:PORT, such as 127.0.0.1:3000 or [::1]:0)
              --db: nothing may stand before the host (expected: jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, and the password in a file, passfile=PATH)
              --owner-token-file: %s (expected: a path in a folder that exists)
              --default-token-lifetime: 10ms (expected: at least 1s)
              --max-token-lifetime: "soon" is not a duration (expected: whole numbers with the units y, d, h, m, s, ms, us or ns, such as 168h or 1d12h30m)
              --retention: 0s (expected: 0, or at least 1s)
              --log-format: xml (expected: text or json)"""
                .formatted(home.resolve("none/token")));
  }

  private ServerConfig read(Map<String, String> environment, String... arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    ProcessContext context =
        new ProcessContext(
            InputStream.nullInputStream(), nowhere, nowhere, environment, home, "nobody");
    ServerCommand command = new ServerCommand(context);
    new CommandLine(command).parseArgs(arguments);
    return new ServerSettings(context, command).read();
  }
}
