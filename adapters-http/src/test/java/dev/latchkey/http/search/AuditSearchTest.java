package dev.latchkey.http.search;

import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.http.wire.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditSearchTest {

  private static final String ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

  private final User maria = member("Maria");
  private final Caller caller = holder(maria);

  @Test
  void givenNothing_whenSearched_thenEverythingIsMeant() {
    assertThat(parse("")).isEqualTo(Filter.ALL);
    assertThat(parse("  ")).isEqualTo(Filter.ALL);
  }

  @Test
  void givenEveryKey_whenSearched_thenAllOfThemNarrowTheAnswer() {
    assertThat(
            parse(
                "request_id:%1$s resource_id:%1$s resource_target:\"My CI: 1\" username:Joe"
                        .formatted(ID)
                    + " date_from:2026-03-01 date_to:2026-03-02 resource_type:api_key"
                    + " action:expire key_id:aBcDeFgHiJ actor:root stored_after:"
                    + ID))
        .isEqualTo(
            Filter.builder()
                .requestId(UUID.fromString(ID))
                .userId(UserId.of(ID))
                .target("My CI: 1")
                .username("Joe")
                .from(Instant.parse("2026-03-01T00:00:00Z"))
                .until(Instant.parse("2026-03-03T00:00:00Z"))
                .resourceType(ResourceType.API_KEY)
                .action(AuditAction.EXPIRE)
                .keyId(new KeyId("aBcDeFgHiJ"))
                .actor("root")
                .storedAfter(UUID.fromString(ID))
                .build());
  }

  @Test
  void givenKeysAndWordsInAnyCase_whenSearched_thenTheyAreTheSame() {
    assertThat(parse("Resource_Type:API_KEY ACTION:Write"))
        .isEqualTo(
            Filter.builder().resourceType(ResourceType.API_KEY).action(AuditAction.WRITE).build());
  }

  @Test
  void givenABareWord_whenSearched_thenItIsAResourceType() {
    Filter users = Filter.builder().resourceType(ResourceType.USER).build();

    assertThat(parse("user")).isEqualTo(users);
    assertThat(parse("\"USER\"")).isEqualTo(users);
  }

  @Test
  void givenMe_whenSearched_thenTheCallerIsMeantAndNoOtherOfThatName() {
    assertThat(parse("username:Me")).isEqualTo(Filter.builder().user(maria).build());
    // Nobody but a user is me; there is no such user.
    assertThat(AuditSearch.parse("username:me", operator()))
        .isEqualTo(Filter.builder().username("me").build());
    assertThat(parse("actor:me")).isEqualTo(Filter.builder().actor("me").build());
  }

  @Test
  void givenWhatCannotBe_whenSearched_thenNothingIsMeantAndNotEverything() {
    for (String text :
        List.of(
            "email:joe@example.com",
            "build_reason:initiator",
            "organization:default",
            "organization:" + ID,
            "workspace",
            "resource_type:git_ssh_key",
            "action:register",
            "action:rotate")) {
      assertThat(parse(text)).as(text).isEqualTo(Filter.NOTHING);
      assertThat(parse("actor:root " + text)).as(text).isEqualTo(Filter.NOTHING);
    }
  }

  @Test
  void givenTheOrganizationOfEveryEntry_whenSearched_thenItLeavesNothingOut() {
    assertThat(parse("organization:00000000-0000-0000-0000-000000000000 user"))
        .isEqualTo(parse("user"));
  }

  @Test
  void givenAValueThatIsNotUnderstood_whenSearched_thenItIsRefused() {
    assertRefused("request_id:x", "request_id", "request_id must be a UUID (got \"x\")");
    assertRefused("resource_id:maria", "resource_id", "resource_id must be a UUID (got \"maria\")");
    assertRefused(
        "date_from:2026-3-1", "date_from", "\"2026-3-1\" is no date: it must be YYYY-MM-DD");
    assertRefused(
        "date_from:2026-02-30", "date_from", "\"2026-02-30\" is no date: it must be YYYY-MM-DD");
    assertRefused("date_to:today", "date_to", "\"today\" is no date: it must be YYYY-MM-DD");
    assertRefused(
        "date_to:+12026-01-01", "date_to", "\"+12026-01-01\" is no date: it must be YYYY-MM-DD");
    assertRefused(
        "date_from:2026-03-02 date_to:2026-03-01",
        "date_to",
        "date_to must not be before date_from");
    assertRefused(
        "resource_type:planet", "resource_type", "\"planet\" is not a valid resource_type");
    assertRefused("planet", "resource_type", "\"planet\" is not a valid resource_type");
    assertRefused("action:explode", "action", "\"explode\" is not a valid action");
    assertRefused("action:create,delete", "action", "\"create,delete\" is not a valid action");
    assertRefused(
        "key_id:x", "key_id", "\"x\" is no key id: it must be 10 characters of 0-9A-Za-z");
    assertRefused("status:active", "status", "\"status\" is not a valid query param");
  }

  /** The second one could only be passed over. */
  @Test
  void givenTheSameThingTwice_whenSearched_thenItIsRefused() {
    for (String text :
        List.of(
            "user api_key", "user resource_type:user", "resource_type:user resource_type:user")) {
      assertRefused(
          text, "resource_type", "Query param \"resource_type\" was provided more than once");
    }
    assertRefused(
        "action:create action:create",
        "action",
        "Query param \"action\" was provided more than once");
  }

  @Test
  void givenManyMistakes_whenSearched_thenAllAreToldTogether() {
    assertThat(refusal("planet action:explode date_from:x key_id:y request_id:z :w"))
        .contains("planet", "explode", "date_from", "key_id", "request_id", "\\\":w\\\"");
  }

  @Test
  void givenAWholeTokenInAnyPlace_whenRefused_thenItsSecretIsNotRepeated() {
    String token = "0123456789-" + "sS1".repeat(7) + "s";
    for (String text : new String[] {token, "action:" + token, "request_id:" + token}) {
      assertThat(refusal(text)).contains("0123456789-****").doesNotContain("sS1");
    }
  }

  @Test
  void givenOneDay_whenSearched_thenItIsInFromItsFirstMomentToItsLast() {
    assertThat(parse("date_from:2024-02-29 date_to:2024-02-29"))
        .isEqualTo(
            Filter.builder()
                .from(Instant.parse("2024-02-29T00:00:00Z"))
                .until(Instant.parse("2024-03-01T00:00:00Z"))
                .build());
  }

  /** Text out of the pieces of the language: it is understood or refused, and nothing else. */
  @Test
  void givenAnyText_whenSearched_thenItIsAFilterOrARefusal() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = {
      "action",
      "resource_type",
      "date_to",
      "username",
      ":",
      ":",
      " ",
      " ",
      "\"",
      "create",
      "user",
      "2026-02-30",
      "me",
      "é",
      "\u0000",
      "%s",
      "{}",
      "\uD83D",
      ID,
      "0123456789",
      ",",
      "\\"
    };
    for (int i = 0; i < 5_000; i++) {
      String text =
          Stream.generate(() -> pieces[random.nextInt(pieces.length)])
              .limit(random.nextInt(12))
              .collect(Collectors.joining());
      try {
        assertThat(parse(text)).as("seed %s: %s", seed, text).isNotNull();
      } catch (BadSearchException e) {
        assertThat(e.error().validations()).as("seed %s: %s", seed, text).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + Arrays.toString(text.toCharArray()), e);
      }
    }
  }

  private Filter parse(String text) {
    return AuditSearch.parse(text, caller);
  }

  private void assertRefused(String text, String field, String detail) {
    assertThat(refusal(text))
        .startsWith("{\"message\":\"Invalid audit search query.\",\"validations\":[{\"field\":\"")
        .contains("{\"field\":\"" + field + "\",\"detail\":\"" + detail.replace("\"", "\\\""))
        .satisfies(body -> assertThat(body.split("\"field\"")).hasSize(2));
  }

  private String refusal(String text) {
    return Json.text(catchThrowableOfType(BadSearchException.class, () -> parse(text)).error());
  }
}
