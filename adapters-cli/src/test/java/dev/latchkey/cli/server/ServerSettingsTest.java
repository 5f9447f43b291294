package dev.latchkey.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.ProductVersion;
import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.cli.text.Terminal;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.http.CidrBlock;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.jdbi.VerificationCache;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServerSettingsTest {

  @TempDir Path home;

  @Test
  void givenNothing_whenRead_thenTheDefaultsHold() {
    ServerConfig config = read(Map.of());

    assertThat(Addresses.text(config.http().address())).isEqualTo("127.0.0.1:3000");
    assertThat(config.jdbcUrl())
        .isEqualTo("jdbc:sqlite:" + home.resolve(".local/share/latchkey/latchkey.db"));
    assertThat(config.ownerTokenFile()).isNull();
    assertThat(config.http())
        .isEqualTo(HttpConfig.at(config.http().address(), ProductVersion.read()));
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

    assertThat(Addresses.text(config.http().address())).isEqualTo("[0:0:0:0:0:0:0:1]:2");
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
  void givenAMemory_whenRead_thenOptionsWinOverVariables() {
    Map<String, String> environment =
        Map.of(
            "LATCHKEY_VERIFICATION_CACHE",
            "10",
            "LATCHKEY_LEASE",
            "2s",
            "LATCHKEY_LEASE_GRACE",
            "1m");

    assertThat(read(Map.of()).cache()).isEqualTo(VerificationCache.DEFAULT);
    assertThat(read(environment).cache())
        .isEqualTo(new VerificationCache(10, Duration.ofSeconds(2), Duration.ofMinutes(1)));
    assertThat(read(environment, "--verification-cache", "0").cache().isOff()).isTrue();
    assertThat(read(environment, "--lease", "500ms", "--lease-grace", "0s").cache())
        .isEqualTo(new VerificationCache(10, Duration.ofMillis(500), Duration.ZERO));
  }

  @Test
  void givenAMemoryThatCannotBe_whenRead_thenAllOfItIsTold() {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(
            () ->
                read(
                    Map.of(),
                    "--verification-cache",
                    "-1",
                    "--lease",
                    "1ms",
                    "--lease-grace",
                    "soon"))
        .withMessageContaining("--verification-cache: -1 (expected: 0 or more)")
        .withMessageContaining("--lease: lease: PT0.001S (expected: 100 ms to 10 min)")
        .withMessageContaining("--lease-grace: \"soon\" is not a duration");
  }

  @Test
  void givenLimits_whenRead_thenOptionsWinOverVariables() {
    Map<String, String> environment =
        Map.of(
            "LATCHKEY_API_RATE_LIMIT", "100",
            "LATCHKEY_MAX_CONNECTIONS", "50",
            "LATCHKEY_TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::1");

    HttpConfig fromEnvironment = read(environment).http();
    HttpConfig fromOptions =
        read(
                environment,
                "--api-rate-limit",
                "-1",
                "--max-connections=1",
                "--trusted-proxies",
                "192.0.2.7")
            .http();

    assertThat(fromEnvironment.apiRateLimit()).isEqualTo(100);
    assertThat(fromEnvironment.maxConnections()).isEqualTo(50);
    assertThat(fromEnvironment.trustedProxies())
        .containsExactly(CidrBlock.parse("10.0.0.0/8"), CidrBlock.parse("2001:db8::1/128"));
    assertThat(fromOptions.apiRateLimit()).isEqualTo(-1);
    assertThat(fromOptions.maxConnections()).isEqualTo(1);
    assertThat(fromOptions.trustedProxies()).containsExactly(CidrBlock.parse("192.0.2.7/32"));
  }

  @Test
  void givenEverythingWrongOnTheNetworkSide_whenRead_thenAllOfItIsTold() {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(
            () ->
                read(
                    Map.of("LATCHKEY_TLS_KEY", "/no/such/key.pem"),
                    "--http-address=no.such.host.invalid:1",
                    "--api-rate-limit=0",
                    "--max-connections=many",
                    "--trusted-proxies=10.1.2.3/8,proxy.example.com",
                    "--tls-cert=/no/such/cert.pem"))
        .withMessage(
            """
            the configuration is wrong:
              --http-address: the host "no.such.host.invalid" is not known on this machine
              --max-connections: many (expected: 1 or more)
              --api-rate-limit: 0 (expected: 1 or more, or a negative number for no limit)
              --trusted-proxies: 10.1.2.3/8 has bits behind its prefix (expected: 10.0.0.0/8)
              --trusted-proxies: "proxy.example.com" (expected: an address or a block of them, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32)
              TLS: cannot read /no/such/cert.pem: NoSuchFileException""");
  }

  @Test
  void givenACertificateWithoutAKey_whenRead_thenBothAreAskedFor() {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> read(Map.of(), "--tls-cert=cert.pem"))
        .withMessageEndingWith("  --tls-cert and --tls-key go together (expected: both or none)");
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
              --db: nothing may stand before the host (expected: jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, and the password in a file that PGPASSFILE names)
              --owner-token-file: %s (expected: a path in a folder that exists)
              --default-token-lifetime: 10ms (expected: at least 1s)
              LATCHKEY_MAX_TOKEN_LIFETIME: "soon" is not a duration (expected: whole numbers with the units y, d, h, m, s, ms, us or ns, such as 168h or 1d12h30m)
              --retention: 0s (expected: 0, or at least 1s)
              --log-format: xml (expected: text or json)"""
                .formatted(home.resolve("none/token")));
  }

  private ServerConfig read(Map<String, String> environment, String... arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    ProcessContext context =
        new ProcessContext(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Terminal.NONE,
            environment,
            home,
            "nobody",
            InstantSource.system(),
            () -> false,
            Optional::empty);
    GlobalOptions globals = new GlobalOptions();
    ServerCommand command = new ServerCommand(context, globals);
    new CommandLine(command).addMixin("global", globals).parseArgs(arguments);
    return new ServerSettings(context, globals, command).read();
  }
}
