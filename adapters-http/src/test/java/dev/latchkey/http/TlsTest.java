package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String INFO = "/api/v2/buildinfo";
  private static final TimeLimits LOOKS_OFTEN =
      new TimeLimits(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofMillis(20),
          BodyLimits.STANDARD);

  @TempDir static Path keystores;

  private static TestCertificate first;
  private static TestCertificate second;
  private static TestCertificate signed;

  @TempDir Path folder;

  private Path certificate;
  private Path key;

  @BeforeAll
  static void createCertificates() {
    first = TestCertificate.create(keystores, "first", "RSA");
    second = TestCertificate.create(keystores, "second", "Ed25519");
    signed = TestCertificate.createSigned(keystores, "signed");
  }

  @BeforeEach
  void nameFiles() {
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
  }

  @Test
  void givenACertificate_whenCalled_thenTheAnswerComesOverTlsAndAsksForItFromNowOn()
      throws Exception {
    install(first);
    try (TestServer server = start()) {
      String token = server.tokenOf(server.site().member("maria"));

      HttpResponse<String> response = get(trusting(first), server, "/api/v2/users/me", token);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"username\":\"maria\"");
      assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(response.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000");
    }
  }

  @Test
  void givenNoCertificate_whenCalled_thenNobodyIsAskedForTls() {
    try (TestServer server = TestServer.start()) {
      assertThat(server.get(INFO, null).headers().map())
          .doesNotContainKey("Strict-Transport-Security");
    }
  }

  @Test
  void givenAChain_whenTheClientTrustsItsAuthorityAlone_thenItIsServed() throws Exception {
    install(signed);
    try (TestServer server = start()) {
      Certificate authority = signed.chain().get(1);

      assertThat(get(trusting(authority), server, INFO, null).statusCode()).isEqualTo(200);
      assertThatIOException().isThrownBy(() -> get(trusting(first), server, INFO, null));
    }
  }

  @Test
  void givenAnOldProtocolOrAWeakSuite_whenConnected_thenTheHandshakeFails() throws Exception {
    install(first);
    try (TestServer server = start()) {
      assertThat(handshake(server, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
          .isEqualTo("TLSv1.2");
      assertThat(handshake(server, "TLSv1.3", "TLS_AES_128_GCM_SHA256")).isEqualTo("TLSv1.3");
      for (String suite :
          List.of("TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")) {
        assertThatIOException()
            .as(suite)
            .isThrownBy(() -> handshake(server, "TLSv1.2", suite))
            .isInstanceOf(SSLHandshakeException.class);
      }
    }
  }

  @Test
  void givenPlainText_whenSentToTheTlsPort_thenTheConnectionEndsAndOthersAreServed()
      throws Exception {
    install(first);
    try (TestServer server = start()) {
      String answer =
          RawHttp.exchangeWithAny(server.address(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(answer).doesNotContain("HTTP/1.1");
      assertThat(get(trusting(first), server, INFO, null).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void givenAClientThatNeverShakesHands_whenItsTimeIsUp_thenTheConnectionEnds() throws Exception {
    install(first);
    Duration limit = Duration.ofMillis(200);
    TimeLimits limits =
        new TimeLimits(limit, limit, limit, Duration.ZERO, limit, BodyLimits.STANDARD);
    try (TestServer server =
        TestServer.configured(config -> config.withTls(new TlsFiles(certificate, key)), limits)) {
      // The beginning of a greeting.
      for (String octets : List.of("", "\u0016\u0003\u0001\u0002\0\1")) {
        assertThat(RawHttp.exchange(server.address(), octets)).doesNotContain("HTTP/1.1");
      }
    }
  }

  @Test
  void givenOpenConnections_whenTheCertificateChanges_thenTheyGoOnAndNewOnesGetTheNewOne()
      throws Exception {
    install(first);
    try (TestServer server = start();
        SSLSocket open = connect(server, trusting(first))) {
      assertThat(ask(open)).startsWith("HTTP/1.1 200 ");

      install(second);
      awaitServed(server, second);

      assertThat(ask(open)).startsWith("HTTP/1.1 200 ");
      assertThatIOException().isThrownBy(() -> get(trusting(first), server, INFO, null));
    }
  }

  @Test
  void givenANewFileThatIsBroken_whenItIsRead_thenTheOldCertificateStaysAndTheLogSaysWhyOnce()
      throws Exception {
    install(first);
    try (CapturedLog log = CapturedLog.start();
        TestServer server = start()) {
      // The certificate of one and the key of the other, as between two copies.
      replace(certificate, second.chainPem());
      await(() -> log.text().contains("is not the key of the first certificate"));
      replace(certificate, "");
      await(() -> log.text().contains("holds no certificate"));

      assertThat(get(trusting(first), server, INFO, null).statusCode()).isEqualTo(200);
      assertThat(log.text())
          .containsOnlyOnce(
              "The certificate stays as it was: " + certificate + " holds no certificate");

      install(second);
      awaitServed(server, second);
      assertThat(log.text()).contains("INFO TLS with the certificate of CN=second, which ends on ");
    }
  }

  @Test
  void givenACertificateThatHasEnded_whenStarted_thenTheLogWarns() throws Exception {
    install(
        TestCertificate.create(keystores, "ended", "EC", "-startdate", "-10d", "-validity", "5"));
    try (CapturedLog log = CapturedLog.start();
        TestServer server = start()) {
      assertThat(server.address().getPort()).isPositive();
      assertThat(log.text()).contains("WARNING TLS with the certificate of CN=ended, which ended");
    }
  }

  @Test
  void givenFilesThatAreWrong_whenStarted_thenTheServerSaysWhy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start().close())
        .withMessageContaining("cannot read " + certificate);
  }

  private TestServer start() {
    return TestServer.configured(
        config -> config.withTls(new TlsFiles(certificate, key)), LOOKS_OFTEN);
  }

  private void install(TestCertificate installed) throws IOException {
    replace(certificate, installed.chainPem());
    replace(key, installed.keyPem());
  }

  /** As tools do it that write certificates: nobody ever sees half a file. */
  private static void replace(Path file, String content) throws IOException {
    Path written = Files.writeString(file.resolveSibling("new"), content);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void awaitServed(TestServer server, TestCertificate installed) throws Exception {
    SSLContext context = trusting(installed);
    await(
        () -> {
          try {
            return get(context, server, INFO, null).statusCode() == 200;
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static SSLContext trusting(TestCertificate trusted) throws Exception {
    return trusting(trusted.chain().get(0));
  }

  private static SSLContext trusting(Certificate trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("trusted", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static HttpResponse<String> get(
      SSLContext context, TestServer server, String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + server.address().getPort() + path))
            .timeout(Duration.ofSeconds(20));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(request.build(), BodyHandlers.ofString());
  }

  private static String handshake(TestServer server, String protocol, String suite)
      throws Exception {
    try (SSLSocket socket = connect(server, trusting(first))) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setEnabledCipherSuites(new String[] {suite});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  private static SSLSocket connect(TestServer server, SSLContext context) throws IOException {
    InetSocketAddress address = server.address();
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String ask(SSLSocket socket) throws IOException {
    String request = "GET " + INFO + " HTTP/1.1\r\nHost: a\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    byte[] answer = new byte[8192];
    int count = socket.getInputStream().read(answer);
    return new String(answer, 0, Math.max(count, 0), StandardCharsets.US_ASCII);
  }
}
