package dev.latchkey.http.wire;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.Actor.SystemActor;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.audit.UserState;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.AuditQueries.AuditPage;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.port.UserDirectory.UserPage;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every shape that the server answers with, to the octet. */
class GoldenTest {

  private static final User MARIA =
      new User(
          UserId.of("11111111-2222-3333-4444-555555555555"),
          new Username("Maria"),
          Set.of(Role.OWNER, Role.USER_ADMIN),
          UserStatus.ACTIVE,
          NOW,
          Instant.parse("2026-03-01T12:00:00.1Z"),
          null);

  private static final ApiKey TOKEN =
      Fixtures.aToken(MARIA)
          .id("abcdefghij")
          .named("<ci> & \u00e9")
          .scopes("coder:all", "api_key:read")
          .allowing(AllowList.of(List.of(AllowList.Entry.parse("user:*", Set.of("user")))))
          .lastUsed(Instant.parse("2026-03-02T00:00:00Z"))
          .build();

  private static final ApiKey SESSION =
      Fixtures.aSessionKey(MARIA).id("0123456789").scopes("file:read").build();

  @Test
  void givenAToken_whenWritten_thenItIsTheGoldenOne() {
    assertGolden("token", ApiKeyJson.from(TOKEN));
  }

  @Test
  void givenASessionKeyThatWasNeverUsed_whenWritten_thenItIsTheGoldenOne() {
    assertGolden("session-key", ApiKeyJson.from(SESSION));
  }

  @Test
  void givenATokenInAList_whenWritten_thenItHasTheNameOfItsOwner() {
    assertGolden("token-in-list", ApiKeyJson.from(new OwnedKey(TOKEN, MARIA.username())));
  }

  @Test
  void givenANewKey_whenWritten_thenItIsTheGoldenOneAndItsTextHidesIt() {
    NewKeyJson json = new NewKeyJson("abcdefghij-ssssssssssssssssssssss");

    assertGolden("new-key", json);
    assertThat(json.toString()).doesNotContain("ssss");
  }

  @Test
  void givenAKeyThatIsGood_whenItsVerificationIsWritten_thenItIsTheGoldenOne() {
    assertGolden("verification", VerificationJson.from(new Valid(TOKEN, MARIA)));
  }

  @Test
  void givenAKeyThatIsNoGood_whenItsVerificationIsWritten_thenItHasTheCodeAlone() {
    assertGolden(
        "verification-refused", VerificationJson.from(new Refused(Reason.EXPIRED, "", TOKEN)));
  }

  @Test
  void givenAQuestion_whenShown_thenItsTextHidesTheKey() {
    VerificationRequestJson json =
        new VerificationRequestJson("abcdefghij-ssssssssssssssssssssss", null);

    assertGolden("verification-request", json);
    assertThat(json.toString()).doesNotContain("ssss");
  }

  @Test
  void givenLimits_whenWritten_thenTheyAreTheGoldenOnes() {
    assertGolden("token-config", new TokenConfigJson(604800000000000L));
  }

  @Test
  void givenAUser_whenWritten_thenItIsTheGoldenOne() {
    assertGolden("user", UserJson.from(MARIA));
  }

  @Test
  void givenAPageOfUsers_whenWritten_thenItIsTheGoldenOne() {
    assertGolden("user-page", UserPageJson.from(new UserPage(List.of(MARIA), 17)));
  }

  @Test
  void givenTheRolesOfAUser_whenWritten_thenTheyAreTheGoldenOnes() {
    assertGolden("user-roles", UserRolesJson.from(MARIA));
  }

  @Test
  void givenABuild_whenWritten_thenItIsTheGoldenOne() {
    assertGolden("build-info", BuildInfoJson.of("v0.0.0-devel+latchkey.1.2.3"));
  }

  @Test
  void givenAnError_whenWritten_thenItIsTheGoldenOne() {
    assertGolden(
        "error",
        new ErrorJson(
            "Validation failed.",
            "<why> & \u2028",
            List.of(ValidationJson.from(new Violation("token_name", "must not contain \"/\"")))));
  }

  @Test
  void givenEveryKindOfEntry_whenWritten_thenTheyAreTheGoldenOnes() {
    KeyState before = KeyState.of(TOKEN);
    KeyState after = KeyState.of(TOKEN.expire(NOW.plusSeconds(60)).orElseThrow());
    UserActor maria = UserActor.byKey(MARIA.id(), MARIA.username(), SESSION.id());
    AuditEntry attempt = entry(7, AuditAction.EXPIRE, maria, null, null);
    List<AuditEntry> entries =
        List.of(
            denied(attempt, "api_key:read is not permitted by the roles of the caller"),
            entry(6, AuditAction.PURGE, new SystemActor("purge"), after, null)
                .because("retention: ended more than 90 days ago"),
            new AuditEntry(
                new UUID(0, 5),
                NOW.plusSeconds(5),
                AuditAction.WRITE,
                null,
                MARIA.id(),
                "Maria",
                new LocalOperator("root"),
                new RequestInfo(new UUID(1, 5), "", ""),
                UserState.of(MARIA),
                new UserState(Set.of(Role.USER_ADMIN), UserStatus.SUSPENDED),
                false,
                null),
            entry(4, AuditAction.DELETE, new LocalOperator("root"), after, null),
            entry(3, AuditAction.EXPIRE, maria, before, after),
            entry(2, AuditAction.CREATE, new SystemActor("server"), null, before),
            new AuditEntry(
                new UUID(0, 1),
                NOW,
                AuditAction.CREATE,
                null,
                MARIA.id(),
                "Maria",
                new SystemActor("server"),
                new RequestInfo(new UUID(1, 1), "", ""),
                null,
                UserState.of(MARIA),
                false,
                null));

    assertGolden("audit-page", AuditPageJson.from(new AuditPage(entries, 17)));
  }

  @Test
  void givenARecord_whenWrittenAndRead_thenItIsTheSame() throws IOException {
    AuditPageJson page =
        AuditPageJson.from(
            new AuditPage(
                List.of(
                    entry(
                        2,
                        AuditAction.CREATE,
                        new SystemActor("server"),
                        null,
                        KeyState.of(TOKEN))),
                1));
    ApiKeyJson key = ApiKeyJson.from(TOKEN);
    UserJson user = UserJson.from(MARIA);
    UserPageJson users = new UserPageJson(List.of(user), 17);
    UserRolesJson roles = UserRolesJson.from(MARIA);

    assertThat(Json.readNullable(Json.write(page), AuditPageJson.class)).contains(page);
    assertThat(Json.readNullable(Json.write(key), ApiKeyJson.class)).contains(key);
    assertThat(Json.readNullable(Json.write(user), UserJson.class)).contains(user);
    assertThat(Json.readNullable(Json.write(users), UserPageJson.class)).contains(users);
    assertThat(Json.readNullable(Json.write(roles), UserRolesJson.class)).contains(roles);
    for (Verification each :
        List.of(new Valid(TOKEN, MARIA), new Refused(Reason.UNKNOWN, "", null))) {
      VerificationJson verification = VerificationJson.from(each);
      assertThat(Json.readNullable(Json.write(verification), VerificationJson.class))
          .contains(verification);
    }
  }

  private static AuditEntry denied(AuditEntry attempt, String reason) {
    return new AuditEntry(
        attempt.id(),
        attempt.time(),
        attempt.action(),
        attempt.keyId(),
        attempt.userId(),
        attempt.target(),
        attempt.actor(),
        attempt.request(),
        null,
        null,
        true,
        reason);
  }

  private static AuditEntry entry(
      int number, AuditAction action, Actor actor, KeyState before, KeyState after) {
    return new AuditEntry(
        new UUID(0, number),
        NOW.plusSeconds(number),
        action,
        TOKEN.id(),
        MARIA.id(),
        "ci",
        actor,
        new RequestInfo(new UUID(1, number), "192.0.2.7", "curl/8"),
        before,
        after,
        false,
        null);
  }

  private static void assertGolden(String name, Object json) {
    assertThat(new String(Json.write(json), StandardCharsets.UTF_8)).isEqualTo(golden(name));
  }

  private static String golden(String name) {
    String file = "/golden/" + name + ".json";
    try (InputStream in = GoldenTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }
}
