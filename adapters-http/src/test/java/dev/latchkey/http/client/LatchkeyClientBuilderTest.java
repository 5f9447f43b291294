package dev.latchkey.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatchkeyClientBuilderTest {

  private static final URI URL = URI.create("http://127.0.0.1:3000/base/");

  @Test
  void givenEverythingIsWrong_whenBuilt_thenAllOfItIsToldAndNoSecret() {
    assertThatThrownBy(
            () ->
                LatchkeyClient.builder(URI.create("ftp://keys.example.com"))
                    .token("secret\nX: y")
                    .connectTimeout(Duration.ZERO)
                    .timeout(Duration.ofDays(2))
                    .retries(-1)
                    .userAgent("a\r\nb")
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "the address of a server is like http://127.0.0.1:3000",
            "a token is one word of ASCII characters (got 11 characters)",
            "connect timeout: PT0S",
            "timeout: PT48H (expected: more than 0, 1 day at most)",
            "retries: -1 (expected: 0 to 10)",
            "user agent: must be printable ASCII")
        .hasMessageNotContaining("secret");
  }

  @Test
  void givenAnAddressThatIsNone_whenGiven_thenItIsRefused() {
    for (String address :
        List.of("ftp://a", "latchkey", "http:///x", "http://u:p@a", "http://a?b", "http://a#b")) {
      assertThatThrownBy(() -> LatchkeyClient.to(URI.create(address)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void givenATokenThatNoHeaderCanCarry_whenGiven_thenItIsRefusedAndNotRepeated() {
    LatchkeyClient client = LatchkeyClient.to(URL);
    for (String token : List.of("", "secret\nX: y", "sec ret", "secr\u00e9t")) {
      assertThatThrownBy(() -> client.withToken(token))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a token is one word")
          .hasMessageNotContaining("sec");
    }
  }

  @Test
  void givenAClient_whenPrinted_thenItsTokenIsNotThere() {
    LatchkeyClient client = LatchkeyClient.builder(URL).token("0123456789-secret").build();

    assertThat(client).hasToString("LatchkeyClient(http://127.0.0.1:3000/base)");
  }
}
