package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.UserState;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link dev.latchkey.core.usecase.ChangeRoles} does over every store. */
public interface ChangeRolesContract extends StoreContract {

  @Test
  default void givenAUser_whenTheirRolesChange_thenTheyHaveExactlyTheNewOnesAndItIsAudited() {
    try (Site site = Site.over(store())) {
      User maria = site.userWith("maria", Role.AUDITOR);
      KeyHolder root = site.as(site.siteOwner("root"));
      site.clock().advance(Duration.ofMinutes(5));

      User changed =
          site.latchkey()
              .changeRoles()
              .execute(root, maria.id(), Set.of(Role.USER_ADMIN, Role.TEMPLATE_ADMIN))
              .result();

      assertThat(changed.roles()).containsExactly(Role.USER_ADMIN, Role.TEMPLATE_ADMIN);
      assertThat(changed.updatedAt()).isEqualTo(site.clock().instant());
      assertThat(site.store().users().byId(maria.id()))
          .get()
          .usingRecursiveComparison()
          .isEqualTo(changed);
      assertThat(site.audit()).hasSize(1);
      AuditEntry entry = site.audit().get(0);
      assertThat(entry.action()).isEqualTo(AuditAction.WRITE);
      assertThat(entry.userId()).isEqualTo(maria.id());
      assertThat(entry.actor()).isEqualTo(root.actor());
      assertThat(entry.oldState()).isEqualTo(UserState.of(maria));
      assertThat(entry.newState()).isEqualTo(UserState.of(changed));
    }
  }

  @Test
  default void givenTheRolesThatAUserHas_whenGivenAgain_thenNothingChangesAndNothingIsAudited() {
    try (Site site = Site.over(store())) {
      User maria = site.userWith("maria", Role.AUDITOR);
      site.clock().advance(Duration.ofMinutes(5));

      User same =
          site.latchkey()
              .changeRoles()
              .execute(operator(), maria.id(), Set.of(Role.AUDITOR))
              .result();

      assertThat(same).usingRecursiveComparison().isEqualTo(maria);
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenRolesChange_thenTheyAreAsTheyWere() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      User maria = site.member("maria");
      store.startFailing();

      assertThatThrownBy(
              () ->
                  site.latchkey().changeRoles().execute(operator(), maria.id(), Set.of(Role.OWNER)))
          .isInstanceOf(StoreException.class);

      assertThat(site.store().users().byId(maria.id()).orElseThrow().roles()).isEmpty();
    }
  }

  @Test
  default void givenAVerifiedCaller_whenTheyLoseTheirRoleMeanwhile_thenTheyCanNotUseItAnyMore() {
    try (Site site = Site.over(store())) {
      KeyHolder verified = site.as(site.siteOwner("root"));
      site.siteOwner("other");
      site.latchkey().changeRoles().execute(operator(), verified.user().id(), Set.of());

      assertThatThrownBy(
              () -> site.latchkey().createUser().execute(verified, NewUser.member("heir")))
          .isInstanceOf(Forbidden.class);

      assertThat(site.audit()).hasSize(1);
    }
  }
}
