package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.usecase.Activity;
import dev.latchkey.core.usecase.ForwardClock;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.KeyRef.ByName;
import dev.latchkey.core.usecase.ListKeys.Query;
import dev.latchkey.core.usecase.UsageRecorder;
import dev.latchkey.core.usecase.VerifyKey;
import dev.latchkey.core.user.User;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No key revives when the clock of the machine is set back an hour, over every store. */
public interface ClockStepContract extends StoreContract {

  /** Behind the end of every key that a test makes here. */
  Duration WEEK_AND_A_MINUTE = Duration.ofDays(7).plusMinutes(1);

  /** The step. */
  Duration AN_HOUR_BACK = Duration.ofHours(-1);

  @Test
  default void givenAKeyThatEndedByItself_whenTheClockStepsBackAnHour_thenItStaysDead() {
    try (Site site = Site.over(store())) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");
      site.clock().advance(WEEK_AND_A_MINUTE);
      assertThat(site.accepts(issued)).isFalse();

      site.clock().advance(AN_HOUR_BACK);

      assertThat(site.accepts(issued)).isFalse();
    }
  }

  @Test
  default void givenAKeyThatEndedByItself_whenExpiredAfterTheStepBack_thenNothingChanges() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      site.clock().advance(WEEK_AND_A_MINUTE);
      assertThat(site.accepts(issued)).isFalse();
      site.clock().advance(AN_HOUR_BACK);

      site.latchkey().expireKey().execute(site.as(maria), issued.key().id());

      assertThat(site.stored(issued.key().id())).isEqualTo(issued.key());
      assertThat(site.audit(issued.key().id()))
          .extracting(entry -> entry.action())
          .containsExactly(AuditAction.CREATE);
    }
  }

  @Test
  default void givenATokenThatEndedByItself_whenTheClockStepsBack_thenListsAndNamesAgree() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey first = site.issue(maria, "ci");
      site.clock().advance(WEEK_AND_A_MINUTE);
      site.accepts(first);
      site.clock().advance(AN_HOUR_BACK);
      assertThat(listed(site, maria)).isEmpty();

      IssuedKey second = site.issue(maria, "ci");

      assertThat(listed(site, maria)).containsExactly(second.key().id());
      assertThat(named(site, maria, "ci")).isEqualTo(second.key().id());
      assertThat(site.accepts(first)).isFalse();
      assertThat(site.accepts(second)).isTrue();
    }
  }

  @Test
  default void givenASessionThatEnded_whenItsLastUseIsStoredAfterTheStepBack_thenItStaysDead() {
    try (Site site = Site.over(store())) {
      ForwardClock time = new ForwardClock(site.clock());
      User maria = site.member("maria");
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      ApiKey session = site.key(aSessionKey(maria).of(plaintext).build());
      try (UsageRecorder usage = new UsageRecorder(site.store().usage(), time)) {
        VerifyKey verifyKey =
            new VerifyKey(
                site.store().directory(), new ContractScopes(), usage, new Activity(), time);
        site.clock().set(session.expiresAt());
        assertThat(verifyKey.execute(plaintext.reveal()).isValid()).isTrue();
        site.clock().set(NOW.plus(WEEK_AND_A_MINUTE));
        assertThat(verifyKey.execute(plaintext.reveal()).isValid()).isFalse();
        site.clock().advance(AN_HOUR_BACK);

        usage.flush();

        assertThat(site.stored(session.id()).expiresAt()).isEqualTo(session.expiresAt());
        assertThat(verifyKey.execute(plaintext.reveal()).isValid()).isFalse();
      }
    }
  }

  @Test
  default void givenALiveKey_whenTheClockStepsBackAnHour_thenItStaysGoodAndEndsInTime() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
      ApiKey key =
          site.key(aToken(maria).of(plaintext).endingAt(NOW.plus(Duration.ofHours(2))).build());
      IssuedKey issued = new IssuedKey(plaintext, key);
      site.clock().advance(AN_HOUR_BACK);
      assertThat(site.accepts(issued)).isTrue();

      site.clock().set(key.expiresAt().plusNanos(1000));

      assertThat(site.accepts(issued)).isFalse();
    }
  }

  private static List<KeyId> listed(Site site, User owner) {
    return site
        .latchkey()
        .listKeys()
        .execute(site.as(owner), new Query(owner.id(), false, null, 10))
        .keys()
        .stream()
        .map(found -> found.key().id())
        .toList();
  }

  private static KeyId named(Site site, User owner, String name) {
    return site.latchkey()
        .findKey()
        .execute(site.as(owner), new ByName(owner.id(), new TokenName(name)))
        .key()
        .id();
  }
}
