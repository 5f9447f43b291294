package dev.latchkey.http.client;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.user.User;
import dev.latchkey.http.TestServer;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.AuditLogJson;
import dev.latchkey.http.wire.AuditPageJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.UserJson;
import dev.latchkey.http.wire.VerificationJson;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of the client, against a real server. */
@ParameterizedClass
@EnumSource
class LatchkeyClientTest {

  @Parameter private Stack stack;

  private static final TokenQuery EVERYTHING = TokenQuery.ofEverybody().withExpired();

  private final TestServer server = TestServer.start();
  private User admin;
  private LatchkeyClient client;

  @BeforeEach
  void logIn() {
    admin = server.site().siteOwner("admin");
    client = anonymous().withToken(server.tokenOf(aToken(admin).named("admins")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenATokenWithAnOddName_whenItsLifeIsLived_thenEveryCallDoesItsPart() {
    String name = "a b%2F?#é..;x";

    PlaintextKey issued =
        client.createToken("me", CreateTokenJson.named(name).lasting(Duration.ofHours(1)));
    ApiKeyJson key = client.keyByName("me", name);

    assertThat(key.id()).isEqualTo(issued.id().value());
    assertThat(key.lifetimeSeconds()).isEqualTo(3600);
    assertThat(client.keyById("admin", key.id())).isEqualTo(key);
    assertThat(anonymous().withToken(issued.reveal()).me().username()).isEqualTo("admin");
    assertThat(names(client.tokens(TokenQuery.of("me")))).contains(name);

    client.expireApiKey("me", key.id());

    server.site().clock().advance(Duration.ofSeconds(1));
    assertThat(names(client.tokens(TokenQuery.of("me")))).doesNotContain(name);
    assertThat(names(client.tokens(EVERYTHING))).contains(name);
    assertThatThrownBy(() -> anonymous().withToken(issued.reveal()).me())
        .isInstanceOfSatisfying(
            ApiException.Unauthorized.class, refusal -> assertThat(refusal.isExpired()).isTrue());

    client.deleteApiKey("me", key.id());

    assertThat(actions(client.auditLogs("key_id:" + key.id(), 0, 0)))
        .containsExactly("delete", "expire", "create");
    assertThatThrownBy(() -> client.keyById("me", key.id()))
        .isInstanceOf(ApiException.NotFound.class);
  }

  @Test
  void givenNamesThatAPathCouldSwallow_whenAskedFor_thenTheyAreFound() {
    for (String name : List.of(".", "..", "a..b", "%2E%2E", "+")) {
      client.createToken("me", CreateTokenJson.named(name));

      assertThat(client.keyByName("me", name).tokenName()).isEqualTo(name);
    }
  }

  @Test
  void givenManyTokens_whenReadOneByOne_thenTheyAreThoseOfTheList() {
    User joe = server.site().member("joe");
    IntStream.range(0, 3000).forEach(number -> server.tokenOf(aToken(joe).named("t" + number)));
    List<ApiKeyJson> items = new ArrayList<>();

    client.forEachToken(EVERYTHING, items::add);

    assertThat(items).hasSize(3001).isEqualTo(client.tokens(EVERYTHING));
    assertThat(items).extracting(ApiKeyJson::username).contains("joe", "admin");

    items.clear();
    client.forEachToken(TokenQuery.of("joe"), items::add);
    assertThat(items).hasSize(3000);
  }

  @Test
  void givenAUser_whenTheirLifeIsLived_thenEveryCallDoesItsPart() {
    UsersClient users = client.users();

    assertThat(users.create(new CreateUserJson("joe", List.of("auditor"))).roles())
        .extracting("name")
        .containsExactly("auditor");
    assertThat(users.get("joe").username()).isEqualTo("joe");
    assertThat(users.roles("joe")).containsExactly("auditor");
    assertThat(users.setRoles("joe", List.of()).user().roles()).isEmpty();
    assertThat(users.roles("joe")).isEmpty();
    assertThat(usernames(users, "")).containsExactly("admin", "joe");
    assertThat(usernames(users, "jo")).containsExactly("joe");
    assertThat(users.list("", 1, 1).count()).isEqualTo(2);
    assertThat(users.list("", 1, 1).users()).hasSize(1);

    String token = client.createToken("joe", CreateTokenJson.named("ci")).reveal();
    assertThat(users.suspend("joe").user().status()).isEqualTo("suspended");
    assertThatThrownBy(() -> anonymous().withToken(token).me())
        .isInstanceOf(ApiException.Unauthorized.class);
    assertThat(usernames(users, "status:suspended")).containsExactly("joe");
    assertThat(users.activate("joe").status()).isEqualTo("active");
    assertThat(anonymous().withToken(token).me().username()).isEqualTo("joe");

    users.delete("joe");

    assertThatThrownBy(() -> users.get("joe")).isInstanceOf(ApiException.NotFound.class);
    assertThat(actions(client.auditLogs(AuditQuery.everything().resourceTarget("joe"), 0, 0)))
        .containsExactly("delete", "write", "write", "write", "create");
  }

  @Test
  void givenChanges_whenTheTrailIsSearched_thenEveryPartOfAQueryCounts() {
    PlaintextKey key = client.createToken("me", CreateTokenJson.named("Ci \u00e9: x"));
    client.expireApiKey("me", key.id().value());
    LocalDate today = LocalDate.ofInstant(server.site().clock().instant(), ZoneOffset.UTC);
    AuditQuery query =
        AuditQuery.everything()
            .keyId(key.id().value())
            .actor("admin")
            .username(LatchkeyClient.ME)
            .resourceType("api_key")
            .resourceId(admin.id().value())
            .resourceTarget("ci \u00c9: X")
            .action("expire")
            .from(today)
            .to(today);

    AuditLogJson entry = client.auditLogs(query, 0, 10).auditLogs().get(0);

    assertThat(client.auditLogs(query, 0, 10).count()).isEqualTo(1);
    assertThat(entry.keyId()).isEqualTo(key.id().value());
    assertThat(client.auditLogs(query.requestId(entry.requestId()), 0, 10).count()).isEqualTo(1);
    LocalDate yesterday = today.minusDays(1);
    assertThat(client.auditLogs(query.from(yesterday).to(yesterday), 0, 10).auditLogs()).isEmpty();
    assertThat(client.auditLogs(AuditQuery.everything(), 1, 1).auditLogs()).hasSize(1);
  }

  @Test
  void givenAKey_whenVerified_thenItIsToldWhetherItIsGoodAndWhy() {
    String token =
        client
            .createToken(
                "me", new CreateTokenJson(null, null, List.of("api_key:read"), "narrow", List.of()))
            .reveal();

    VerificationJson good = anonymous().verify(token, "api_key:read");

    assertThat(good.valid()).isTrue();
    assertThat(good.scopes()).containsExactly("api_key:read");
    assertThat(anonymous().verify(token).keyId()).isEqualTo(token.substring(0, 10));
    assertThat(anonymous().verify(token, "api_key:delete").code()).isEqualTo("insufficient_scope");
    assertThat(anonymous().verify("nonsense").code()).isEqualTo("malformed");
    assertThatThrownBy(() -> anonymous().verify(token, "no:scope"))
        .isInstanceOf(ApiException.Invalid.class);

    CheckedKey checked = anonymous().withToken(token).check("api_key:read");

    assertThat(checked)
        .isEqualTo(
            new CheckedKey(
                token.substring(0, 10),
                admin.id().value(),
                "admin",
                List.of("api_key:read"),
                List.of("*:*")));
    assertThat(anonymous().withToken(token).check()).isEqualTo(checked);
    assertThatThrownBy(() -> anonymous().withToken(token).check("api_key:delete"))
        .isInstanceOf(ApiException.Forbidden.class);
    assertThatThrownBy(() -> anonymous().check()).isInstanceOf(ApiException.Unauthorized.class);
  }

  @Test
  void givenATokenWhereANameBelongs_whenCalled_thenItIsNotSent() {
    String secret = "s".repeat(22);
    String pasted = "0123456789-" + secret;
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> client.keyByName("me", pasted),
            () -> client.users().get(pasted),
            () -> client.expireApiKey("me", pasted),
            () -> client.auditLogs("key_id:" + pasted, 0, 0))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a token must not get into a URL")
          .hasMessageNotContaining(secret);
    }
  }

  @Test
  void givenASession_whenLoggedOut_thenItsKeyIsGone() {
    LatchkeyClient session = anonymous().withToken(client.createSessionKey("me").reveal());
    assertThat(session.me().username()).isEqualTo("admin");

    session.logOut();

    assertThatThrownBy(session::me).isInstanceOf(ApiException.Unauthorized.class);
  }

  @Test
  void givenNoToken_whenOpenQuestionsAreAsked_thenTheyAreAnswered() {
    assertThat(anonymous().hasFirstUser()).isTrue();
    assertThat(anonymous().isAlive()).isTrue();
    assertThat(anonymous().isReady()).isTrue();
    assertThat(anonymous().buildInfo().version()).isEqualTo("v0.0.0-devel+latchkey.1.2.3");
    assertThat(client.tokenConfig("me").maxTokenLifetime()).isEqualTo(604_800_000_000_000L);
    try (TestServer empty = TestServer.start()) {
      assertThat(stack.to(empty.url()).hasFirstUser()).isFalse();
    }
  }

  @Test
  void givenAnAddressWithTheApisPath_whenUsersAreLookedFor_thenItIsNotTakenForAServerWithout() {
    LatchkeyClient lost = stack.to(URI.create(server.url() + "/api/v2"));

    assertThatThrownBy(lost::hasFirstUser)
        .isInstanceOf(ApiException.Unexpected.class)
        .hasMessageContaining("/api/v2/api/v2/users/first: unexpected status code 404: Route not");
  }

  @Test
  void givenAChange_whenItIsLookedUp_thenTheTrailKnowsTheClientByItsName() {
    LatchkeyClient billing =
        stack
            .builder(server.url())
            .token(server.tokenOf(aToken(admin).named("billings")))
            .userAgent("billing/1.2 (Kiel)")
            .build();

    billing.createToken("me", CreateTokenJson.named("ci"));

    assertThat(client.auditLogs(AuditQuery.everything().resourceTarget("ci"), 0, 0).auditLogs())
        .extracting(AuditLogJson::userAgent)
        .containsExactly("billing/1.2 (Kiel)");
  }

  @Test
  void givenManyThreads_whenTheyShareAClient_thenEachGetsItsOwnAnswer() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> calls =
          IntStream.range(0, 200)
              .<Callable<String>>mapToObj(
                  number ->
                      () -> {
                        String name = "n" + number;
                        client.createToken("me", CreateTokenJson.named(name));
                        return client.keyByName("me", name).tokenName();
                      })
              .toList();
      List<String> names = new ArrayList<>();
      for (Future<String> answer : threads.invokeAll(calls)) {
        names.add(answer.get());
      }

      assertThat(names)
          .isEqualTo(IntStream.range(0, 200).mapToObj(number -> "n" + number).toList());
    } finally {
      threads.shutdownNow();
    }
  }

  private LatchkeyClient anonymous() {
    return stack.to(URI.create(server.url() + "/"));
  }

  private static List<String> usernames(UsersClient users, String query) {
    return users.list(query, 0, 0).users().stream().map(UserJson::username).toList();
  }

  private static List<String> actions(AuditPageJson page) {
    return page.auditLogs().stream().map(AuditLogJson::action).toList();
  }

  private static List<String> names(List<ApiKeyJson> keys) {
    return keys.stream().map(ApiKeyJson::tokenName).toList();
  }
}
