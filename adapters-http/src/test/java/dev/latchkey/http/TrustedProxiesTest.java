package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose address the audit trail remembers. */
class TrustedProxiesTest {

  private static final String SESSION_KEYS = "/api/v2/users/me/keys";

  @Test
  void givenNoTrustedProxy_whenARequestNamesAnother_thenTheTrailHasTheConnection() {
    try (TestServer server = TestServer.start()) {
      assertThat(recorded(server, "X-Forwarded-For", "192.0.2.1")).isEqualTo("127.0.0.1");
      assertThat(recorded(server, "Forwarded", "for=192.0.2.1")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void givenATrustedProxy_whenItNamesItsClient_thenTheTrailHasTheClient() {
    List<CidrBlock> proxies = List.of(CidrBlock.parse("127.0.0.0/8"));
    try (TestServer server = TestServer.configured(config -> config.withTrustedProxies(proxies))) {
      assertThat(recorded(server, "X-Forwarded-For", "1.2.3.4, 192.0.2.1")).isEqualTo("192.0.2.1");
      assertThat(recorded(server, "Forwarded", "for=1.2.3.4, for=192.0.2.2"))
          .isEqualTo("192.0.2.2");
      assertThat(recorded(server, "X-Forwarded-For", "localhost")).isEqualTo("127.0.0.1");
    }
  }

  private static String recorded(TestServer server, String... headers) {
    String token = server.tokenOf(server.site().member("user" + server.site().audit().size()));
    assertThat(server.send("POST", SESSION_KEYS, token, null, headers).statusCode()).isEqualTo(201);
    return server.site().audit().get(0).request().ipAddress();
  }
}
