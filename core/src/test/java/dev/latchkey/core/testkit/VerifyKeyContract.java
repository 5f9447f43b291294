package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyUsage;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.usecase.Activity;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.UsageRecorder;
import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import dev.latchkey.core.usecase.VerifyKey;
import dev.latchkey.core.user.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link VerifyKey} does over every store. */
public interface VerifyKeyContract extends StoreContract {

  @Test
  default void givenALiveKey_whenVerified_thenItIsGoodAndComesWithItsUser() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");

      Verification answer = verify(site, issued.plaintext().reveal());

      assertThat(answer.isValid()).isTrue();
      Valid valid = answer.valid().orElseThrow();
      assertThat(valid.key()).usingRecursiveComparison().isEqualTo(issued.key());
      assertThat(valid.user()).usingRecursiveComparison().isEqualTo(maria);
    }
  }

  @Test
  default void givenWhatCannotBeAToken_whenVerified_thenItIsRefusedInTheContractsWords() {
    try (Site site = Site.over(store())) {
      assertRefused(
          verify(site, "abc"),
          Reason.MALFORMED,
          "Invalid API key format: incorrect amount of API key parts, expected 2 got 1");
    }
  }

  @Test
  default void givenAnUnknownId_whenVerified_thenItIsRefused() {
    try (Site site = Site.over(store())) {
      assertRefused(
          verify(site, "0123456789-" + "x".repeat(22)), Reason.UNKNOWN, "API key is invalid.");
    }
  }

  @Test
  default void givenAWrongSecret_whenVerified_thenItIsRefusedWithoutAKey() {
    try (Site site = Site.over(store())) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");

      Refused refused =
          assertRefused(
              verify(site, wrongSecretFor(issued)),
              Reason.WRONG_SECRET,
              "API key secret is invalid.");

      assertThat(refused.key()).isNull();
    }
  }

  @Test
  default void givenAnExpiredKey_whenVerifiedWithAWrongSecret_thenTheExpiryDoesNotShow() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      site.latchkey().expireKey().execute(site.as(maria), issued.key().id());

      assertRefused(
          verify(site, wrongSecretFor(issued)), Reason.WRONG_SECRET, "API key secret is invalid.");
    }
  }

  @Test
  default void givenAnExpiredKey_whenVerified_thenItIsRefusedWithTheTimeAsClientsKnowIt() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      site.clock().set(Instant.parse("2026-03-02T01:02:03.450Z"));
      site.latchkey().expireKey().execute(site.as(maria), issued.key().id());

      Refused refused =
          assertRefused(
              verify(site, issued.plaintext().reveal()),
              Reason.EXPIRED,
              "API key expired at \"2026-03-02 01:02:03.45 +0000 UTC\".");

      assertThat(refused.key()).isNotNull();
    }
  }

  @Test
  default void givenAKey_whenVerifiedAtItsEndAndAfter_thenItIsGoodToTheLastMicrosecond() {
    try (Site site = Site.over(store())) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");

      site.clock().set(issued.key().expiresAt());
      assertThat(site.accepts(issued)).isTrue();

      site.clock().advance(Duration.ofNanos(1000));
      assertThat(site.accepts(issued)).isFalse();
    }
  }

  @Test
  default void givenASuspendedUser_whenTheirKeyIsVerified_thenItIsRefused() {
    try (Site site = Site.over(store())) {
      User maria = site.user(suspended(member("maria")));
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      site.key(aToken(maria).of(plaintext).build());

      assertRefused(
          verify(site, plaintext.reveal()),
          Reason.USER_INACTIVE,
          "User is not active (status = \"suspended\"). Contact an admin to reactivate your"
              + " account.");
    }
  }

  @Test
  default void givenAScope_whenTheKeyHasItByNameOrByWhatItPermits_thenTheKeyIsGood() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");

      assertThat(reasonFor(site, maria, "workspace:read", "workspace:read")).isEmpty();
      assertThat(reasonFor(site, maria, "workspace:read", "workspace:*")).isEmpty();
      assertThat(reasonFor(site, maria, "workspace:read", "coder:all")).isEmpty();
      assertThat(reasonFor(site, maria, "all", "coder:all")).isEmpty();
      assertThat(reasonFor(site, maria, "application_connect", "workspace:application_connect"))
          .isEmpty();
      assertThat(reasonFor(site, maria, "coder:templates.build", "template:read", "file:read"))
          .hasValue(Reason.INSUFFICIENT_SCOPE);
      assertThat(reasonFor(site, maria, "workspace:*", "workspace:read"))
          .hasValue(Reason.INSUFFICIENT_SCOPE);
      assertThat(reasonFor(site, maria, "coder:all", "workspace:*", "template:*"))
          .hasValue(Reason.INSUFFICIENT_SCOPE);
      assertThat(reasonFor(site, maria, "api_key:read", "user:read"))
          .hasValue(Reason.INSUFFICIENT_SCOPE);
    }
  }

  @Test
  default void givenAScopeThatTheKeyLacks_whenVerified_thenTheScopeIsNamedAndThatIsNoUseOfTheKey() {
    try (Site site = Site.over(store());
        UsageRecorder usage = new UsageRecorder(site.store().usage(), site.clock())) {
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      ApiKey key = site.key(aToken(site.member("maria")).of(plaintext).scopes("user:read").build());

      Refused refused =
          assertRefused(
              verifyKey(site, usage).execute(plaintext.reveal(), "", "application_connect"),
              Reason.INSUFFICIENT_SCOPE,
              "API key does not have the scope \"coder:application_connect\".");
      usage.flush();

      assertThat(refused.key()).isNotNull();
      assertThat(site.stored(key.id())).isEqualTo(key);
    }
  }

  @Test
  default void givenAScopeThatTheKeyLacks_whenTheKeyIsNoGoodAnyway_thenThatIsSaidFirst() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User gone = site.user(suspended(member("gone")));
      PlaintextKey expired = PlaintextKey.generate(new SecureRandom());
      PlaintextKey suspended = PlaintextKey.generate(new SecureRandom());
      site.key(aToken(maria).of(expired).scopes("user:read").expiredAt(NOW).build());
      site.key(aToken(gone).of(suspended).scopes("user:read").build());
      VerifyKey verifyKey = site.latchkey().verifyKey();

      assertThat(verifyKey.execute(expired.reveal(), "", "file:read"))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.EXPIRED));
      assertThat(verifyKey.execute(suspended.reveal(), "", "file:read"))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Reason.USER_INACTIVE));
    }
  }

  @Test
  default void givenAScopeThatDoesNotExist_whenVerified_thenTheQuestionIsInvalidWhateverTheKey() {
    try (Site site = Site.over(store())) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");

      for (String token : new String[] {issued.plaintext().reveal(), "abc"}) {
        for (String scope : new String[] {"workspace:fly", "", "debug_info:read"}) {
          assertThatExceptionOfType(Invalid.class)
              .isThrownBy(() -> site.latchkey().verifyKey().execute(token, "", scope))
              .withMessage("scope: invalid or unsupported API key scope: \"" + scope + "\"");
        }
      }
    }
  }

  @Test
  default void givenAToken_whenVerified_thenItsUseIsNotedAsideAndItNeverSlides() {
    assertUseMovesEndTo(false, NOW.plus(Duration.ofDays(7)));
  }

  @Test
  default void givenASessionKey_whenVerifiedAfterAnHour_thenItSlides() {
    assertUseMovesEndTo(true, NOW.plus(Duration.ofHours(2)).plus(Duration.ofDays(7)));
  }

  @Test
  default void givenASessionThatWasUsed_whenExpiredBeforeTheUseIsStored_thenItStaysDead() {
    try (Site site = Site.over(store());
        UsageRecorder usage = new UsageRecorder(site.store().usage(), site.clock())) {
      User maria = site.member("maria");
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      ApiKey session = site.key(aSessionKey(maria).of(plaintext).build());
      site.clock().advance(Duration.ofHours(2));
      verifyKey(site, usage).execute(plaintext.reveal());
      site.latchkey().expireKey().execute(site.as(maria), session.id());

      usage.flush();

      assertThat(site.stored(session.id()).expiresAt()).isEqualTo(site.clock().instant());
      assertThat(verify(site, plaintext.reveal()).isValid()).isFalse();
    }
  }

  @Test
  default void givenASuspendedUser_whenTheirSessionIsTried_thenThatIsCountedAndIsNoUseOfIt() {
    try (Site site = Site.over(store());
        UsageRecorder usage = new UsageRecorder(site.store().usage(), site.clock())) {
      User maria = site.user(suspended(member("maria")));
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      ApiKey session = site.key(aSessionKey(maria).of(plaintext).build());
      site.clock().advance(Duration.ofHours(2));

      verifyKey(site, usage).execute(plaintext.reveal());
      usage.flush();

      ApiKey stored = site.stored(session.id());
      assertThat(stored.usage()).isEqualTo(new KeyUsage(null, ApiKey.NO_ADDRESS, 0, 1));
      assertThat(stored).usingRecursiveComparison().ignoringFields("usage").isEqualTo(session);
    }
  }

  @Test
  default void givenAnAddressThatIsNotKnown_whenVerified_thenTheLastKnownOneStays() {
    try (Site site = Site.over(store());
        UsageRecorder usage = new UsageRecorder(site.store().usage(), site.clock())) {
      User maria = site.member("maria");
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      ApiKey key = site.key(aToken(maria).of(plaintext).build());

      verifyKey(site, usage).execute(plaintext.reveal(), "192.0.2.77");
      verifyKey(site, usage).execute(plaintext.reveal(), "");
      usage.flush();

      assertThat(site.stored(key.id()).usage().ipAddress()).isEqualTo("192.0.2.77");
    }
  }

  @Test
  default void givenAKeyInALoop_whenExpired_thenItsRequestsAndItsRefusalsAreCounted() {
    try (Site site = Site.over(store());
        UsageRecorder usage = new UsageRecorder(site.store().usage(), site.clock())) {
      User maria = site.member("maria");
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      ApiKey key = site.key(aToken(maria).of(plaintext).build());
      VerifyKey verifyKey = verifyKey(site, usage);
      verifyKey.execute(plaintext.reveal(), "192.0.2.77");
      verifyKey.execute(plaintext.reveal(), "192.0.2.77");
      site.clock().advance(Duration.ofSeconds(1));
      site.latchkey().expireKey().execute(site.as(maria), key.id());
      site.clock().advance(Duration.ofSeconds(1));
      for (int i = 0; i < 3; i++) {
        verifyKey.execute(plaintext.reveal(), "192.0.2.78");
      }
      verifyKey.execute(key.id() + "-" + "x".repeat(22), "192.0.2.79");
      usage.flush();

      assertThat(site.stored(key.id()).usage()).isEqualTo(new KeyUsage(NOW, "192.0.2.77", 2, 3));
    }
  }

  @Test
  default void givenAnyToken_whenRecalled_thenTheAnswerIsThatOfAskingOrNothing() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      PlaintextKey live = PlaintextKey.generate(new SecureRandom());
      PlaintextKey dead = PlaintextKey.generate(new SecureRandom());
      site.key(aToken(maria).of(live).build());
      site.key(aToken(maria).of(dead).expiredAt(NOW.minusSeconds(1)).build());
      VerifyKey verifyKey = site.latchkey().verifyKey();

      for (String token :
          List.of(
              live.reveal(),
              dead.reveal(),
              live.id() + "-" + "s".repeat(22),
              "0123456789-" + "s".repeat(22),
              "nonsense")) {
        for (int i = 0; i < 2; i++) {
          Optional<Verification> recalled = verifyKey.recall(token, "", null);
          Verification asked = verifyKey.execute(token);

          assertThat(recalled.isEmpty() || recalled.get().equals(asked))
              .as(asked::toString)
              .isTrue();
          assertThat(verifyKey.recallRefusal(token).isEmpty() || !asked.isValid()).isTrue();
        }
      }
    }
  }

  private void assertUseMovesEndTo(boolean session, Instant end) {
    try (Site site = Site.over(store());
        UsageRecorder usage = new UsageRecorder(site.store().usage(), site.clock())) {
      User maria = site.member("maria");
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      KeyBuilder builder = session ? aSessionKey(maria) : aToken(maria);
      ApiKey key = site.key(builder.of(plaintext).build());
      site.clock().advance(Duration.ofHours(2));

      verifyKey(site, usage).execute(plaintext.reveal(), "192.0.2.77");
      assertThat(site.stored(key.id())).usingRecursiveComparison().isEqualTo(key);
      usage.flush();

      ApiKey stored = site.stored(key.id());
      assertThat(stored.usage().lastUsed()).isEqualTo(NOW.plus(Duration.ofHours(2)));
      assertThat(stored.usage().ipAddress()).isEqualTo("192.0.2.77");
      assertThat(stored.expiresAt()).isEqualTo(end);
      assertThat(stored.updatedAt()).isEqualTo(key.updatedAt());
    }
  }

  private static VerifyKey verifyKey(Site site, UsageRecorder usage) {
    return new VerifyKey(
        site.store().directory(), new ContractScopes(), usage, new Activity(), site.clock());
  }

  private static Optional<Reason> reasonFor(
      Site site, User owner, String wanted, String... scopes) {
    PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
    site.key(aToken(owner).of(plaintext).scopes(scopes).build());
    Verification answer = site.latchkey().verifyKey().execute(plaintext.reveal(), "", wanted);
    return answer instanceof Refused refused ? Optional.of(refused.reason()) : Optional.empty();
  }

  private static Verification verify(Site site, String token) {
    return site.latchkey().verifyKey().execute(token);
  }

  private static String wrongSecretFor(IssuedKey issued) {
    return issued.key().id() + "-" + "x".repeat(22);
  }

  private static Refused assertRefused(Verification answer, Reason reason, String detail) {
    assertThat(answer).isInstanceOf(Refused.class);
    Refused refused = (Refused) answer;
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.detail()).isEqualTo(detail);
    assertThat(answer.isValid()).isFalse();
    assertThat(answer.valid()).isEmpty();
    return refused;
  }
}
