package dev.latchkey.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class TlsTest {

  @Parameter private Stack stack;

  private static final char[] PASSWORD = "changeit".toCharArray();

  private static SSLContext own;
  private static SSLContext elsewhere;

  @BeforeAll
  static void makeCertificates(@TempDir Path directory) throws Exception {
    own = contextFor(directory.resolve("own.p12"), "ip:127.0.0.1");
    elsewhere = contextFor(directory.resolve("elsewhere.p12"), "dns:keys.example.com");
  }

  @Test
  void givenACertificateOfOnesOwn_whenItIsTrusted_thenTheCallGoesThrough() throws Exception {
    try (Https server = new Https(own)) {
      assertThat(
              stack
                  .builder(server.url())
                  .sslContext(own)
                  .build()
                  .tokenConfig("me")
                  .maxTokenLifetime())
          .isEqualTo(1);
    }
  }

  @Test
  void givenAConnectionThatStaysOpen_whenSomethingIsReadAgain_thenItIsUsedAgain() throws Exception {
    try (Https server = new Https(own)) {
      LatchkeyClient client = stack.builder(server.url()).sslContext(own).build();

      client.tokenConfig("me");
      client.tokenConfig("me");

      assertThat(server.clients).hasSize(1);
    }
  }

  @Test
  void givenACertificateThatNobodyKnows_whenCalled_thenNothingIsSent() throws Exception {
    try (Https server = new Https(own)) {
      assertUnsent(stack.builder(server.url()).retries(0).build());
    }
  }

  @Test
  void givenACertificateForAnotherHost_whenCalled_thenNothingIsSent() throws Exception {
    try (Https server = new Https(elsewhere)) {
      assertUnsent(stack.builder(server.url()).sslContext(elsewhere).retries(0).build());
    }
  }

  private static void assertUnsent(LatchkeyClient client) {
    assertThatThrownBy(client.withToken("0123456789-secret")::me)
        .isInstanceOfSatisfying(
            ConnectionException.class, failure -> assertThat(failure.isUnsent()).isTrue());
  }

  private static SSLContext contextFor(Path store, String subject) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + subject,
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    return context(store);
  }

  private static SSLContext context(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    String alias = store.aliases().nextElement();
    trusted.setCertificateEntry(alias, store.getCertificate(alias));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static final class Https implements AutoCloseable {

    private final HttpsServer server;
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();

    Https(SSLContext context) throws IOException {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      byte[] answer = "{\"max_token_lifetime\":1}".getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/",
          exchange -> {
            clients.add(exchange.getRemoteAddress());
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
    }

    URI url() {
      return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
