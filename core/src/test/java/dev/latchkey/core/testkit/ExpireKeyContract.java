package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.usecase.ExpireKey;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link ExpireKey} does over every store. */
public interface ExpireKeyContract extends StoreContract {

  @Test
  default void givenALiveKey_whenItsOwnerExpiresIt_thenItEndsNowAndItsRecordIsKept() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      site.clock().advance(Duration.ofMinutes(5));
      Instant now = site.clock().instant();

      ApiKey expired =
          site.latchkey().expireKey().execute(site.as(maria), issued.key().id()).result();

      assertThat(expired.expiresAt()).isEqualTo(now);
      assertThat(expired.expiredAt()).isEqualTo(now);
      assertThat(expired.updatedAt()).isEqualTo(now);
      assertThat(expired)
          .usingRecursiveComparison()
          .ignoringFields("expiresAt", "expiredAt", "updatedAt")
          .isEqualTo(issued.key());
      assertThat(site.stored(expired.id())).usingRecursiveComparison().isEqualTo(expired);
    }
  }

  @Test
  default void givenALiveKey_whenExpired_thenTheAuditTrailHoldsWhoAndTheOldAndNewState() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User root = site.siteOwner("root");
      IssuedKey issued = site.issue(maria, "ci");
      site.clock().advance(Duration.ofMinutes(5));
      Caller caller = site.as(root);

      ApiKey expired = site.latchkey().expireKey().execute(caller, issued.key().id()).result();

      AuditEntry entry = site.audit(expired.id()).get(0);
      assertThat(entry.action()).isEqualTo(AuditAction.EXPIRE);
      assertThat(entry.userId()).isEqualTo(maria.id());
      assertThat(entry.target()).isEqualTo("ci");
      assertThat(entry.actor()).isEqualTo(caller.actor());
      assertThat(entry.request()).isEqualTo(caller.request());
      assertThat(entry.time()).isEqualTo(site.clock().instant());
      assertThat(entry.oldState()).isEqualTo(KeyState.of(issued.key()));
      assertThat(entry.newState()).isEqualTo(KeyState.of(expired));
    }
  }

  @Test
  default void givenALiveKey_whenASiteOwnerOrAnOperatorExpiresIt_thenItIsRefusedFromThenOn() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User root = site.siteOwner("root");
      for (Caller caller : List.of(site.as(root), operator(), Caller.system("host"))) {
        IssuedKey issued = site.issue(maria, "ci");
        assertThat(site.accepts(issued)).isTrue();

        site.latchkey().expireKey().execute(caller, issued.key().id());

        assertThat(site.accepts(issued)).isFalse();
      }
    }
  }

  @Test
  default void givenALiveKey_whenAnybodyElseExpiresIt_thenItIsNotFoundAndStaysAsItIs() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      ExpireKey expireKey = site.latchkey().expireKey();
      List<Caller> others =
          List.of(
              site.as(site.member("otto")),
              site.as(site.userWith("a", Role.USER_ADMIN)),
              site.as(site.userWith("b", Role.TEMPLATE_ADMIN)),
              site.as(site.userWith("c", Role.AUDITOR)),
              holder(maria, aToken(maria).scopes("api_key:read", "api_key:delete").build()),
              holder(maria, aToken(maria).scopes("api_key:update").build()));

      assertThat(others)
          .allSatisfy(
              other ->
                  assertThatThrownBy(() -> expireKey.execute(other, issued.key().id()))
                      .isInstanceOf(NotFound.class));

      assertThat(site.stored(issued.key().id())).usingRecursiveComparison().isEqualTo(issued.key());
      assertThat(site.audit()).hasSize(1);
    }
  }

  @Test
  default void givenNoSuchKey_whenExpired_thenItIsNotFoundInTheVeryWordsForAForbiddenOne() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User otto = site.member("otto");
      IssuedKey issued = site.issue(maria, "ci");
      ExpireKey expireKey = site.latchkey().expireKey();
      String message = new NotFound().getMessage();

      assertThatThrownBy(() -> expireKey.execute(site.as(otto), new KeyId("0123456789")))
          .isInstanceOf(NotFound.class)
          .hasMessage(message);
      assertThatThrownBy(() -> expireKey.execute(site.as(otto), issued.key().id()))
          .isInstanceOf(NotFound.class)
          .hasMessage(message);
    }
  }

  @Test
  default void givenAnExpiredKey_whenExpiredAgain_thenNothingChangesAndOneAuditEntryRemains() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      KeyId id = site.issue(maria, "ci").key().id();
      ApiKey first = site.latchkey().expireKey().execute(site.as(maria), id).result();
      site.clock().advance(Duration.ofMinutes(5));

      ApiKey second = site.latchkey().expireKey().execute(site.as(maria), id).result();

      assertThat(second).usingRecursiveComparison().isEqualTo(first);
      assertThat(site.stored(id)).usingRecursiveComparison().isEqualTo(first);
      assertThat(site.audit(id))
          .map(AuditEntry::action)
          .containsExactly(AuditAction.EXPIRE, AuditAction.CREATE);
    }
  }

  @Test
  default void givenAKeyPastItsEnd_whenExpired_thenNothingChangesAndNothingIsAudited() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      ApiKey key = site.key(aToken(maria).endingAt(NOW.plusSeconds(1)).build());
      site.clock().advance(Duration.ofSeconds(2));

      site.latchkey().expireKey().execute(site.as(maria), key.id());

      assertThat(site.stored(key.id())).usingRecursiveComparison().isEqualTo(key);
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenAnExpiredKey_whenTheClockStepsBackAnHour_thenItStaysDead() {
    assertStaysDeadWhenTheClockMoves(Duration.ofHours(-1));
  }

  /** That far, the time of the site goes back with the clock. */
  @Test
  default void givenAnExpiredKey_whenTheClockStepsBackDays_thenItStaysDead() {
    assertStaysDeadWhenTheClockMoves(Duration.ofDays(-3));
  }

  private void assertStaysDeadWhenTheClockMoves(Duration step) {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      ApiKey expired =
          site.latchkey().expireKey().execute(site.as(maria), issued.key().id()).result();

      site.clock().advance(step);

      assertThat(site.accepts(issued)).isFalse();
      assertThat(
              site.latchkey()
                  .expireKey()
                  .execute(site.as(maria), expired.id())
                  .result()
                  .expiresAt())
          .isEqualTo(expired.expiresAt());
      assertThat(site.audit(expired.id())).hasSize(2);
    }
  }

  @Test
  default void givenAKeyExpiredAtThisVeryMicrosecond_whenUsed_thenItIsRefused() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");

      site.latchkey().expireKey().execute(site.as(maria), issued.key().id());

      assertThat(site.clock().instant()).isEqualTo(site.stored(issued.key().id()).expiresAt());
      assertThat(site.accepts(issued)).isFalse();
    }
  }

  @Test
  default void givenAKey_whenItExpiresItself_thenThatIsAllowed() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");

      site.latchkey().expireKey().execute(holder(maria, issued.key()), issued.key().id());

      assertThat(site.accepts(issued)).isFalse();
    }
  }

  @Test
  default void givenOneKey_whenManyExpireItAtOnce_thenThereIsOneAuditEntry() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      for (int round = 0; round < 25; round++) {
        KeyId id = site.key(aToken(maria).build()).id();

        List<Instant> ends =
            Race.of(
                4,
                () -> site.latchkey().expireKey().execute(site.as(maria), id).result().expiresAt());

        assertThat(ends).containsOnly(site.stored(id).expiresAt());
        assertThat(site.audit(id)).hasSize(1);
      }
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenAKeyIsExpired_thenItIsUntouched() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      store.startFailing();

      assertThatThrownBy(
              () -> site.latchkey().expireKey().execute(site.as(maria), issued.key().id()))
          .isInstanceOf(StoreException.class)
          .hasMessage("The audit entry could not be written.");

      assertThat(site.stored(issued.key().id())).usingRecursiveComparison().isEqualTo(issued.key());
      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.audit()).hasSize(1);
    }
  }
}
