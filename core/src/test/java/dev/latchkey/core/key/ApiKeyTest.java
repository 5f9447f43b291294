package dev.latchkey.core.key;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.user.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ApiKeyTest {

  private static final Duration MICROSECOND = Duration.ofNanos(1000);
  private static final Duration WEEK = Duration.ofDays(7);

  private final User maria = member("maria");

  @Test
  void givenWhatCanBeNoAddress_whenItIsToBeKept_thenItIsNotKnown() {
    assertThat(ApiKey.addressOf("2001:db8::1%eth0")).isEqualTo("2001:db8::1%eth0");
    for (String none : List.of("", "192.0.2.1\0", "a b", "192.0.2.1\n", "ä", "1".repeat(65))) {
      assertThat(ApiKey.addressOf(none)).isEqualTo(ApiKey.NO_ADDRESS);
    }
  }

  @Test
  void givenAKeyThatEnds_whenAskedAroundItsEnd_thenTheEndItselfIsStillGood() {
    ApiKey key = aToken(maria).endingAt(NOW).build();

    assertThat(key.isExpired(NOW.minus(MICROSECOND))).isFalse();
    assertThat(key.isExpired(NOW)).isFalse();
    assertThat(key.isExpired(NOW.plus(MICROSECOND))).isTrue();
  }

  @Test
  void givenALiveKey_whenExpired_thenItIsDeadAtOnceAndAtAnyTime() {
    ApiKey key = aToken(maria).build();

    ApiKey expired = key.expire(NOW.plusSeconds(1)).orElseThrow();

    assertThat(expired.isExpired(NOW.plusSeconds(1))).isTrue();
    assertThat(expired.isExpired(NOW.minus(WEEK))).isTrue();
    assertThat(key.isExpired(NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void givenAnExpiredOrEndedKey_whenExpired_thenNothingChanges() {
    ApiKey expired = aToken(maria).expiredAt(NOW).build();
    ApiKey ended = aToken(maria).endingAt(NOW).build();

    assertThat(expired.expire(NOW.minusSeconds(60))).isEmpty();
    assertThat(ended.expire(NOW.plus(MICROSECOND))).isEmpty();
    assertThat(ended.expire(NOW)).isPresent();
  }

  @Test
  void givenASessionKey_whenUsed_thenItSlidesOnceAnHourOfItsLifetimeIsGone() {
    ApiKey session = aSessionKey(maria).lasting(WEEK).build();
    Instant anHourLater = NOW.plus(Duration.ofHours(1));

    assertThat(session.slidesTo(anHourLater.minus(MICROSECOND))).isEmpty();
    assertThat(session.slidesTo(anHourLater)).contains(anHourLater.plus(WEEK));
    assertThat(session.slidesTo(NOW.plus(WEEK))).contains(NOW.plus(WEEK).plus(WEEK));
    assertThat(session.slidesTo(NOW.plus(WEEK).plus(MICROSECOND))).isEmpty();
  }

  @Test
  void givenASessionKeyOfLessThanAnHour_whenUsed_thenItNeverSlides() {
    ApiKey session = aSessionKey(maria).lasting(Duration.ofMinutes(59)).build();

    assertThat(session.slidesTo(NOW.plus(Duration.ofMinutes(59)))).isEmpty();
  }

  @Test
  void givenATokenOrAnExpiredSession_whenUsed_thenItNeverSlides() {
    Instant later = NOW.plus(Duration.ofDays(3));

    assertThat(aToken(maria).build().slidesTo(later)).isEmpty();
    assertThat(aSessionKey(maria).expiredAt(NOW).build().slidesTo(NOW.minusSeconds(1))).isEmpty();
  }

  @Test
  void givenScopesInAnyOrderAndTwice_whenAKeyIsMade_thenTheyAreSortedAndOnce() {
    ApiKey key = aToken(maria).scopes("workspace:read", "api_key:*", "workspace:read").build();

    assertThat(key.scopes()).map(Scope::name).containsExactly("api_key:*", "workspace:read");
  }

  @Test
  void givenWhatCannotBe_whenAKeyIsMade_thenTheRuleIsTold() {
    assertRefused(() -> aToken(maria).scopes().build(), "a key has at least one scope");
    assertRefused(
        () -> aToken(maria).lasting(Duration.ofMillis(999)).build(),
        "lifetime: PT0.999S (expected: at least 1 s)");
    assertRefused(
        () -> aSessionKey(maria).named("ci").build(),
        "a token has a name and a session key has none");
    assertRefused(
        () -> aToken(maria).expiredAt(NOW).endingAt(NOW.plus(MICROSECOND)).build(),
        "expiresAt: 2026-03-01T12:00:00.123457Z"
            + " (expected: not after the expire at 2026-03-01T12:00:00.123456Z)");
  }

  @Test
  void givenALifetimeBelowASecond_whenAKeyIsIssued_thenItsRecordSaysOneSecond() {
    ApiKey key = issue(null, NOW.plusMillis(500));

    assertThat(key.lifetime()).isEqualTo(Duration.ofSeconds(1));
    assertThat(key.expiresAt()).isEqualTo(NOW.plusMillis(500));
  }

  @Test
  void givenANameOrNone_whenAKeyIsIssued_thenItIsATokenOrASessionKey() {
    assertThat(issue(new TokenName("ci"), NOW.plus(WEEK)).loginType()).isEqualTo(LoginType.TOKEN);
    assertThat(issue(null, NOW.plus(WEEK)).loginType()).isEqualTo(LoginType.PASSWORD);
  }

  @Test
  void givenAKey_whenPrinted_thenItsHashDoesNotShow() {
    assertThat(aToken(maria).build().toString()).contains("HashedSecret(****)");
  }

  private ApiKey issue(TokenName name, Instant end) {
    return ApiKey.issue(
        PlaintextKey.generate(new SecureRandom()),
        maria.id(),
        name,
        List.of(Scope.ALL),
        AllowList.EVERYTHING,
        NOW,
        end,
        ApiKey.NO_ADDRESS);
  }

  private static void assertRefused(Runnable making, String message) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
