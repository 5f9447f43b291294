package dev.latchkey.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.user.Username;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.http.HttpServer;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.AuditQuery;
import dev.latchkey.http.client.ConnectionException;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.wire.AuditPageJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.VerificationJson;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the guide show to a product that calls a server. */
class ClientTest {

  private final List<String> reported = new ArrayList<>();
  @TempDir private Path directory;
  private Latchkey latchkey;
  private HttpServer server;
  private URI url;
  private String token;
  private LatchkeyClient admin;

  @BeforeEach
  void start() {
    latchkey = Latchkey.on(JdbiKeyStore.sqlite(directory.resolve("keys.db"))).build();
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.start(latchkey, HttpConfig.at(anyPort, "test"));
    url = URI.create("http://127.0.0.1:" + server.address().getPort());
    token =
        latchkey
            .createFirstUser()
            .execute(Caller.system("test"), new Username("admin"))
            .orElseThrow()
            .plaintext()
            .reveal();
    admin = LatchkeyClient.to(url).withToken(token);
  }

  @AfterEach
  void stop() {
    server.close();
    latchkey.close();
  }

  @Test
  void givenAServer_whenATokenIsCreatedAndExpired_thenTheListShowsItOnlyBefore() {
    // tag::client[]
    LatchkeyClient client = LatchkeyClient.to(url).withToken(token);
    PlaintextKey key = client.createToken("me", CreateTokenJson.named("ci"));
    client.expireApiKey("me", key.id().value());
    // end::client[]

    assertThat(client.tokens(TokenQuery.of("me").withExpired())).hasSize(2);
    assertThat(client.tokens(TokenQuery.of("me"))).hasSize(1);
  }

  @Test
  void givenSettings_whenAClientIsBuilt_thenItCallsWithThem() throws NoSuchAlgorithmException {
    SSLContext sslContext = SSLContext.getDefault();
    // tag::clientSettings[]
    LatchkeyClient client =
        LatchkeyClient.builder(url)
            .token(token)
            .connectTimeout(Duration.ofSeconds(2)) // 5 s by default
            .timeout(Duration.ofSeconds(10)) // for a call with all of its tries; 30 s by default
            .retries(1) // 2 by default, 0 for never
            .sslContext(sslContext) // whom to trust over https; the JVM's default by default
            .userAgent("billing/1.2") // what the audit trail says of where changes came from
            .build();
    // end::clientSettings[]

    client.createToken("me", CreateTokenJson.named("ci"));
    assertThat(admin.auditLogs(AuditQuery.everything(), 0, 1).auditLogs().get(0).userAgent())
        .isEqualTo("billing/1.2");
  }

  @Test
  void givenNoSuchKey_whenItIsExpired_thenOneKindOfRefusalSaysSo() {
    LatchkeyClient client = admin;
    String keyId = "0123456789";
    // tag::clientErrors[]
    try {
      client.expireApiKey("me", keyId);
    } catch (ApiException.NotFound e) {
      report("no such key, or none of ours: the two can't be told apart");
    } catch (ApiException.Unauthorized e) {
      report(e.isExpired() ? "our own token has ended" : "our own token is refused");
    } catch (ApiException.RateLimited | ApiException.Unavailable e) {
      report("again in " + e.retryAfter().orElse(Duration.ofMinutes(1)));
    } catch (ConnectionException e) {
      report(e.isUnsent() ? "nothing was sent" : "look in the audit trail for " + e.requestId());
    }
    // end::clientErrors[]

    assertThat(reported).singleElement().asString().startsWith("no such key");
  }

  @Test
  void givenAnAnswerThatGotLost_whenTheTrailIsAsked_thenItKnowsWhetherItHappened()
      throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      LatchkeyClient client =
          LatchkeyClient.builder(URI.create("http://127.0.0.1:" + deaf.getLocalPort()))
              .timeout(Duration.ofMillis(100))
              .build();
      String keyId = "0123456789";
      boolean happened = true;
      // tag::clientUnknown[]
      try {
        client.deleteApiKey("me", keyId);
      } catch (ConnectionException e) {
        AuditQuery query = AuditQuery.everything().requestId(e.requestId());
        happened = !admin.auditLogs(query, 0, 1).auditLogs().isEmpty();
      }
      // end::clientUnknown[]

      assertThat(happened).isFalse();
    }
  }

  @Test
  void givenTokens_whenReadOneByOne_thenEachIsHandedOver() {
    LatchkeyClient client = admin;
    // tag::clientList[]
    TokenQuery everything = TokenQuery.ofEverybody().withExpired();
    client.forEachToken(everything, key -> report(key.id() + " " + key.expiresAt()));
    // end::clientList[]

    assertThat(reported).singleElement().asString().startsWith(token.substring(0, 10));
  }

  @Test
  void givenAKey_whenItIsVerified_thenTheAnswerSaysWhyNot() {
    LatchkeyClient client = LatchkeyClient.to(url);
    String presented = token + "x";
    // tag::clientVerify[]
    VerificationJson answer = client.verify(presented, "api_key:read");
    if (!answer.valid()) {
      report(answer.code()); // malformed, unknown, expired, user_inactive, insufficient_scope
    }
    // end::clientVerify[]

    assertThat(reported).containsExactly("malformed");
  }

  @Test
  void givenChanges_whenTheTrailIsSearched_thenOnlyThoseAskedForAreFound() {
    LatchkeyClient client = admin;
    // tag::clientAudit[]
    AuditQuery query =
        AuditQuery.everything().action("expire").actor("ada").from(LocalDate.of(2026, 11, 1));
    AuditPageJson newest = client.auditLogs(query, 0, 100);
    // end::clientAudit[]

    assertThat(newest.auditLogs()).isEmpty();
  }

  private void report(String line) {
    reported.add(line);
  }
}
