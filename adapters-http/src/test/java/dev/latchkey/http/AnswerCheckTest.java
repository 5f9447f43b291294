package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** That the check of all answers finds what is wrong with one. */
class AnswerCheckTest {

  private static final String PATH = "/api/v2/users/me/keys/tokens/tokenconfig";
  private static final String BODY = "{\"max_token_lifetime\":5}";
  private static final String HEAD =
      """
      HTTP/1.1 200 OK
      Content-Type: application/json; charset=utf-8
      X-Request-Id: %s
      X-Coder-Build-Version: v0.0.0-devel+latchkey.1
      Cache-Control: no-store
      X-Content-Type-Options: nosniff
      Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
      X-Frame-Options: DENY
      Referrer-Policy: no-referrer
      Cross-Origin-Resource-Policy: same-origin
      """
          .formatted(new UUID(1, 2));

  private final AnswerCheck check = new AnswerCheck(ApiDescription.load());

  @Test
  void givenAnAnswerAsDescribed_whenChecked_thenNothingIsWrong() {
    assertThat(problems("GET", PATH, HEAD, BODY)).isEmpty();
    assertThat(problems("HEAD", PATH + "?x=y", HEAD, "")).isEmpty();
  }

  @Test
  void givenAnotherStatus_whenChecked_thenItIsWrong() {
    assertThat(problems("GET", PATH, HEAD.replace("200", "202"), BODY))
        .containsExactly("no status 202");
    assertThat(problems("PUT", PATH, HEAD, BODY)).containsExactly("no status 200");
    assertThat(problems("GET", "/nowhere", HEAD, BODY)).containsExactly("no status 200");
  }

  @Test
  void givenAHeaderTooManyOrTooFewOrOfAnotherValue_whenChecked_thenItIsWrong() {
    assertThat(problems("GET", PATH, HEAD + "Server: x\n", BODY))
        .containsExactly("no header server");
    assertThat(problems("GET", PATH, HEAD.replace("Referrer-Policy: no-referrer\n", ""), BODY))
        .containsExactly("the header Referrer-Policy is missing");
    assertThat(problems("GET", PATH, HEAD.replace("no-store", "private"), BODY)).hasSize(1);
    assertThat(problems("GET", PATH, HEAD.replace("X-Request-Id", "X-Other-Id"), BODY)).hasSize(1);
  }

  @Test
  void givenABodyOfAnotherShape_whenChecked_thenItIsWrong() {
    assertThat(problems("GET", PATH, HEAD, "{}")).hasSize(1);
    assertThat(problems("GET", PATH, HEAD, "{\"max_token_lifetime\":\"5\"}")).hasSize(1);
    assertThat(problems("GET", PATH, HEAD, "{\"max_token_lifetime\":5,\"x\":1}")).hasSize(1);
    assertThat(problems("GET", PATH, HEAD, BODY + "}")).isNotEmpty();
    assertThat(problems("GET", PATH, HEAD.replace("json", "xml"), BODY)).hasSize(1);
    assertThat(problems("GET", PATH, HEAD.replace("; charset=utf-8", ""), BODY)).hasSize(1);
  }

  private List<String> problems(String method, String target, String head, String body) {
    String octets = head.replace("\n", "\r\n") + "\r\n" + body;
    try {
      byte[] bytes = octets.getBytes(StandardCharsets.UTF_8);
      return check.problemsOf(
          method, target, RawAnswer.read(new ByteArrayInputStream(bytes), method));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
