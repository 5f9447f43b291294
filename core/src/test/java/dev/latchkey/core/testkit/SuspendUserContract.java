package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.UserState;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What {@link dev.latchkey.core.usecase.SuspendUser} and {@link
 * dev.latchkey.core.usecase.ActivateUser} do over every store.
 */
public interface SuspendUserContract extends StoreContract {

  @Test
  default void givenAnActiveUser_whenSuspended_thenTheirKeysAreRefusedAndStayAsTheyAre() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      IssuedKey others = site.issue(site.member("otto"), "ci");
      site.clock().advance(Duration.ofMinutes(5));

      User suspended = site.latchkey().suspendUser().execute(operator(), maria.id()).result();

      assertThat(suspended)
          .usingRecursiveComparison()
          .isEqualTo(maria.suspend(site.clock().instant()).orElseThrow());
      assertThat(site.store().users().byId(maria.id()))
          .get()
          .usingRecursiveComparison()
          .isEqualTo(suspended);
      assertThat(site.accepts(issued)).isFalse();
      assertThat(site.accepts(others)).isTrue();
      assertThat(site.stored(issued.key().id())).usingRecursiveComparison().isEqualTo(issued.key());
    }
  }

  @Test
  default void givenASuspendedUser_whenActivated_thenKeysThatHaveNotEndedAreGoodAgain() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey lasting = site.issue(maria, "lasting");
      IssuedKey expired = site.issue(maria, "expired");
      site.latchkey().suspendUser().execute(operator(), maria.id());
      site.latchkey().expireKey().execute(operator(), expired.key().id());
      site.clock().advance(Duration.ofMinutes(5));

      User active = site.latchkey().activateUser().execute(operator(), maria.id());

      assertThat(active.status()).isEqualTo(UserStatus.ACTIVE);
      assertThat(active.updatedAt()).isEqualTo(site.clock().instant());
      assertThat(site.accepts(lasting)).isTrue();
      assertThat(site.accepts(expired)).isFalse();
    }
  }

  @Test
  default void givenAUser_whenSuspendedAndActivated_thenTheAuditTrailHoldsWhoAndBothStates() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      Caller root = site.as(site.siteOwner("root"));

      User suspended = site.latchkey().suspendUser().execute(root, maria.id()).result();
      site.clock().advance(Duration.ofMinutes(5));
      site.latchkey().activateUser().execute(root, maria.id());

      assertThat(site.audit()).hasSize(2);
      AuditEntry activation = site.audit().get(0);
      AuditEntry suspension = site.audit().get(1);
      assertThat(suspension.action()).isEqualTo(AuditAction.WRITE);
      assertThat(suspension.keyId()).isNull();
      assertThat(suspension.userId()).isEqualTo(maria.id());
      assertThat(suspension.target()).isEqualTo("maria");
      assertThat(suspension.actor()).isEqualTo(root.actor());
      assertThat(suspension.request()).isEqualTo(root.request());
      assertThat(suspension.oldState()).isEqualTo(UserState.of(maria));
      assertThat(suspension.newState()).isEqualTo(UserState.of(suspended));
      assertThat(activation.time()).isEqualTo(site.clock().instant());
      assertThat(activation.oldState()).isEqualTo(UserState.of(suspended));
      assertThat(activation.newState()).isEqualTo(UserState.of(maria));
    }
  }

  @Test
  default void givenWhatIsSoAlready_whenAskedForAgain_thenNothingChangesAndNothingIsAudited() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      site.clock().advance(Duration.ofMinutes(5));

      User stillActive = site.latchkey().activateUser().execute(operator(), maria.id());
      assertThat(stillActive).usingRecursiveComparison().isEqualTo(maria);
      assertThat(site.audit()).isEmpty();

      User suspended = site.latchkey().suspendUser().execute(operator(), maria.id()).result();
      site.clock().advance(Duration.ofMinutes(5));
      User stillSuspended = site.latchkey().suspendUser().execute(operator(), maria.id()).result();
      assertThat(stillSuspended).usingRecursiveComparison().isEqualTo(suspended);
      assertThat(site.audit()).hasSize(1);
    }
  }

  @Test
  default void givenOneUser_whenManySuspendThemAtOnce_thenThereIsOneAuditEntry() {
    try (Site site = Site.over(store())) {
      for (int round = 0; round < 10; round++) {
        User user = site.member("user" + round);

        Race.of(4, () -> site.latchkey().suspendUser().execute(operator(), user.id()));

        assertThat(site.audit()).hasSize(round + 1);
      }
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenAUserIsSuspended_thenTheirKeysStayGood() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      store.startFailing();

      assertThatThrownBy(() -> site.latchkey().suspendUser().execute(operator(), maria.id()))
          .isInstanceOf(StoreException.class);

      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.store().users().byId(maria.id()))
          .get()
          .usingRecursiveComparison()
          .isEqualTo(maria);
    }
  }
}
