package dev.latchkey.http.client;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.http.client.ScriptedServer.answers;
import static dev.latchkey.http.client.ScriptedServer.answersJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.core.user.User;
import dev.latchkey.http.TestServer;
import dev.latchkey.http.client.ScriptedServer.Reply;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.ValidationJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a refusal is for the caller. */
@ParameterizedClass
@EnumSource
class RefusalTest {

  @Parameter private Stack stack;

  private final TestServer server = TestServer.start();
  private User admin;
  private LatchkeyClient client;

  @BeforeEach
  void logIn() {
    admin = server.site().siteOwner("admin");
    client = stack.to(server.url()).withToken(server.tokenOf(admin));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenWhatTheServerRefuses_whenAskedFor_thenTheKindSaysWhatToDo() {
    String narrow = server.tokenOf(aToken(admin).named("narrow").scopes("api_key:read"));
    client.createToken("me", CreateTokenJson.named("ci"));

    assertThatThrownBy(() -> client.createToken("me", CreateTokenJson.named("ci")))
        .isInstanceOf(ApiException.Conflict.class);
    assertThatThrownBy(() -> client.users().create(new CreateUserJson("-", List.of())))
        .isInstanceOf(ApiException.Invalid.class);
    assertThatThrownBy(() -> client.keyByName("me", "nothing"))
        .isInstanceOf(ApiException.NotFound.class);
    assertThatThrownBy(
            () ->
                stack
                    .to(server.url())
                    .withToken(narrow)
                    .createToken("me", CreateTokenJson.named("wide")))
        .isInstanceOf(ApiException.Forbidden.class);
    assertThatThrownBy(() -> stack.to(server.url()).me())
        .isInstanceOfSatisfying(
            ApiException.Unauthorized.class, refusal -> assertThat(refusal.isExpired()).isFalse());
  }

  @Test
  void givenAnyStatus_whenAServerAnswersWithIt_thenItIsOfTheRightKind() throws IOException {
    Map<Integer, Class<? extends ApiException>> kinds =
        Map.of(
            400, ApiException.Invalid.class,
            401, ApiException.Unauthorized.class,
            403, ApiException.Forbidden.class,
            404, ApiException.NotFound.class,
            409, ApiException.Conflict.class,
            429, ApiException.RateLimited.class,
            500, ApiException.Unexpected.class,
            502, ApiException.Unavailable.class,
            503, ApiException.Unavailable.class,
            504, ApiException.Unavailable.class);
    for (Map.Entry<Integer, Class<? extends ApiException>> kind : kinds.entrySet()) {
      ApiException refusal =
          refusalOf(answersJson(kind.getKey(), "{\"message\":\"no\"}", "Retry-After: 7"));

      assertThat(refusal).isExactlyInstanceOf(kind.getValue());
      assertThat(refusal.status()).isEqualTo(kind.getKey());
      assertThat(refusal.message()).isEqualTo("no");
      assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(7));
    }
    assertThat(refusalOf(answersJson(418, "{}")))
        .isExactlyInstanceOf(ApiException.Unexpected.class);
  }

  @Test
  void givenANotFoundThatIsNotAboutTheKey_whenAnswered_thenItIsNotTakenForOne() throws IOException {
    assertThat(refusalOf(answersJson(404, "{\"message\":\"Route not found.\"}")))
        .isInstanceOf(ApiException.Unexpected.class);
    assertThat(refusalOf(answers(404, "text/html", "<h1>nginx")))
        .isInstanceOf(ApiException.Unexpected.class);
    assertThat(refusalOf(answersJson(404, "not JSON"))).isInstanceOf(ApiException.Unexpected.class);
  }

  @Test
  void givenAnExpiredToken_whenTheServerSaysSoInItsOwnWay_thenItIsKnown() throws IOException {
    String detail = "{\"message\":\"m\",\"detail\":\"API key expired at \\\"2022-04-29\\\".\"}";

    assertThat(unauthorized(answersJson(401, detail)).isExpired()).isTrue();
    assertThat(unauthorized(answersJson(401, "{}", "X-Latchkey-Reason: expired")).isExpired())
        .isTrue();
    assertThat(unauthorized(answersJson(401, "{}", "X-Latchkey-Reason: unknown")).isExpired())
        .isFalse();
    assertThat(
            unauthorized(answersJson(401, "{\"message\":\"your session has expired\"}"))
                .isExpired())
        .isFalse();
  }

  @Test
  void givenAWaitThatMakesNoSense_whenAnswered_thenThereIsNone() throws IOException {
    for (String wait : List.of("", "-1", "soon", "99999999999999999999", "1.5")) {
      assertThat(refusalOf(answersJson(429, "{}", "Retry-After: " + wait)).retryAfter()).isEmpty();
    }
    assertThat(
            refusalOf(answersJson(429, "{}", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT"))
                .retryAfter())
        .contains(Duration.ZERO);
  }

  @Test
  void givenARefusal_whenItsTextIsRead_thenItIsThatOfTheContract() {
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () ->
                client.createToken(
                    "me", new CreateTokenJson(-1L, null, List.of("x"), null, List.of())));

    assertThat(refusal)
        .hasMessage(
            "POST "
                + server.url()
                + "/api/v2/users/me/keys/tokens: unexpected status code 400: Failed to create API"
                + " key.\n"
                + "\tError: invalid or unsupported API key scope: \"x\"\n"
                + "\tscopes: invalid or unsupported API key scope: \"x\"\n"
                + "\tlifetime: lifetime must be positive number greater than 0");
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.method()).isEqualTo("POST");
    assertThat(refusal.url()).isEqualTo(server.url() + "/api/v2/users/me/keys/tokens");
    assertThat(refusal.message()).isEqualTo("Failed to create API key.");
    assertThat(refusal.validations()).extracting(ValidationJson::field).contains("scopes");
  }

  @Test
  void givenNoToken_whenRefused_thenTheTextIsTheServersAndKnowsOfNoCommandLine() {
    assertThatThrownBy(() -> stack.to(server.url()).me())
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("401: You are signed out")
        .hasMessageContaining("sign in again to continue.\n\tError: Cookie")
        .hasMessageNotContaining("latchkey login");
  }

  @Test
  void givenAnErrorThatIsNoJson_whenRefused_thenTheTextShowsTheBeginning() throws IOException {
    ApiException refusal =
        refusalOf(answers(502, "text/html", "<p>bad gateway" + "x".repeat(5000)));

    assertThat(refusal.message()).isEqualTo("unexpected non-JSON response \"text/html\"");
    assertThat(refusal.detail()).startsWith("<p>bad gateway").hasSize(2048);
  }

  @Test
  void givenARedirect_whenAsked_thenItIsSaidWhereItLeads() throws IOException {
    ApiException refusal =
        refusalOf(answers(301, "", "", "Location: https://keys.example.com/api/v2/users/me"));

    assertThat(refusal.message())
        .isEqualTo("The answer is a redirect, which is not followed with a token.");
    assertThat(refusal.detail())
        .isEqualTo(
            "It leads to https://keys.example.com/api/v2/users/me: use that address if it is the"
                + " server's.");
  }

  @Test
  void givenARefusal_whenItIsSerialized_thenItsCopyCanBeRead() throws Exception {
    ApiException refusal =
        refusalOf(
            answersJson(
                429,
                "{\"message\":\"m\",\"detail\":\"d\",\"validations\":[{\"field\":\"f\"}]}",
                "Retry-After: 3"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(refusal);
    }

    ApiException copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (ApiException) in.readObject();
    }

    assertThat(copy).isInstanceOf(ApiException.RateLimited.class).hasMessage(refusal.getMessage());
    assertThat(copy.message()).isEqualTo(refusal.message());
    assertThat(copy.detail()).isEqualTo(refusal.detail());
    assertThat(copy.requestId()).isEqualTo(refusal.requestId());
    assertThat(copy.retryAfter()).isEqualTo(refusal.retryAfter());
    assertThat(copy.validations()).isEmpty();
  }

  private ApiException.Unauthorized unauthorized(Reply reply) throws IOException {
    return (ApiException.Unauthorized) refusalOf(reply);
  }

  private ApiException refusalOf(Reply reply) throws IOException {
    try (ScriptedServer scripted = ScriptedServer.that(reply)) {
      LatchkeyClient once = stack.builder(scripted.url()).retries(0).build();
      return catchThrowableOfType(ApiException.class, once::buildInfo);
    }
  }
}
