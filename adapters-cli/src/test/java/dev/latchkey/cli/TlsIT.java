package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of an authority that only its own people know. */
class TlsIT {

  private static final String PASSWORD = "password";

  @TempDir Path home;

  private Path certificate;
  private Path key;
  private Path trusted;

  @BeforeEach
  void createCertificate() throws Exception {
    certificate = home.resolve("cert.pem");
    key = home.resolve("key.pem");
    trusted = home.resolve("trusted.p12");
    Path own = home.resolve("own.p12");
    keytool(own, "-genkeypair", "-keyalg", "EC", "-dname", "CN=a", "-ext", "san=ip:127.0.0.1");
    keytool(own, "-exportcert", "-rfc", "-file", certificate.toString());
    keytool(trusted, "-importcert", "-noprompt", "-file", certificate.toString());
    Files.writeString(key, keyIn(own));
  }

  @Test
  void givenACertificate_whenSomebodyWhoTrustsItLogsIn_thenTheyCanWork() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            home, home.resolve("keys.db"), "--tls-cert=" + certificate, "--tls-key=" + key)) {
      assertThat(server.url()).startsWith("https://127.0.0.1:");
      assertThat(server.err()).contains("latchkey login " + server.url());
      Distribution stranger = new Distribution(home.resolve("stranger"));
      Distribution friend =
          new Distribution(
              home.resolve("friend"),
              Map.of(
                  "LATCHKEY_JAVA_OPTS",
                  "-Djavax.net.ssl.trustStore="
                      + trusted
                      + " -Djavax.net.ssl.trustStorePassword="
                      + PASSWORD));

      Result refused = stranger.run("login", server.url(), "--token", server.ownerToken());
      Result welcome = friend.run("login", server.url(), "--token", server.ownerToken());

      assertThat(refused.exitCode()).isEqualTo(5);
      assertThat(refused.err())
          .contains("no answer from the server")
          .contains("certification path");
      assertThat(welcome)
          .isEqualTo(new Result(0, "Welcome to Latchkey, admin! You're authenticated.\n", ""));
      assertThat(friend.run("tokens", "create", "--name", "ci").exitCode()).isZero();
      assertThat(friend.run("tokens", "list").out()).contains("  ci ");
      assertThat(server.stop()).isEqualTo(143);
    }
  }

  @Test
  void givenFilesThatDoNotFit_whenStarted_thenOneMessageSaysSo() throws Exception {
    Path other = home.resolve("other.p12");
    keytool(other, "-genkeypair", "-keyalg", "RSA", "-dname", "CN=b");
    Files.writeString(key, keyIn(other));

    Result refused =
        new Distribution(home)
            .run("server", "--tls-cert=" + certificate, "--tls-key=" + key, "--max-connections=0");

    assertThat(refused)
        .isEqualTo(
            new Result(
                2,
                "",
                """
                Encountered an error running "latchkey server", see "latchkey server --help" for more information
                error: the configuration is wrong:
                  --max-connections: 0 (expected: 1 or more)
                  TLS: %s is not the key of the first certificate in %s
                Suggestion: 'latchkey server --help' shows what there is.
                """
                    .formatted(key, certificate)));
  }

  private static String keyIn(Path path) throws Exception {
    try (InputStream in = Files.newInputStream(path)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      byte[] encoded = store.getKey("mykey", PASSWORD.toCharArray()).getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(Base64.getMimeEncoder().encodeToString(encoded));
    }
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        Stream.of(
                Stream.of(keytool.toString()),
                Stream.of(arguments),
                Stream.of("-keystore", store.toString(), "-storepass", PASSWORD))
            .flatMap(each -> each)
            .toList();
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
