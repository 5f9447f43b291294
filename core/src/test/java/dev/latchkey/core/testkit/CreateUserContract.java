package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.UserState;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.usecase.CreateUser;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.Username;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link CreateUser} does over every store. */
public interface CreateUserContract extends StoreContract {

  @Test
  default void givenASiteOwner_whenTheyCreateAUser_thenTheUserIsStoredAndAudited() {
    try (Site site = Site.over(store())) {
      Caller root = site.as(site.siteOwner("root"));

      User user =
          site.latchkey().createUser().execute(root, new NewUser("Maria", Set.of(Role.AUDITOR)));

      assertThat(site.store().users().byId(user.id()))
          .get()
          .usingRecursiveComparison()
          .isEqualTo(user);
      assertThat(user.isActive()).isTrue();
      AuditEntry entry = site.audit().get(0);
      assertThat(entry.action()).isEqualTo(AuditAction.CREATE);
      assertThat(entry.keyId()).isNull();
      assertThat(entry.userId()).isEqualTo(user.id());
      assertThat(entry.target()).isEqualTo("Maria");
      assertThat(entry.actor()).isEqualTo(root.actor());
      assertThat(entry.oldState()).isNull();
      assertThat(entry.newState()).isEqualTo(UserState.of(user));
    }
  }

  @Test
  default void givenAUserAdmin_whenTheyCreateUsers_thenMembersAreFineAndRolesAreForbidden() {
    try (Site site = Site.over(store())) {
      Caller admin = site.as(site.userWith("admin", Role.USER_ADMIN));
      CreateUser createUser = site.latchkey().createUser();

      assertThat(createUser.execute(admin, NewUser.member("maria")).roles()).isEmpty();
      assertThatThrownBy(() -> createUser.execute(admin, new NewUser("otto", Set.of(Role.AUDITOR))))
          .isInstanceOf(Forbidden.class);
      assertThat(site.store().users().byUsername(new Username("otto"))).isEmpty();
    }
  }

  @Test
  default void givenAnybodyElse_whenTheyCreateAUser_thenItIsForbidden() {
    try (Site site = Site.over(store())) {
      List<Caller> others =
          List.of(site.as(site.member("maria")), site.as(site.userWith("audi", Role.AUDITOR)));

      assertThat(others)
          .allSatisfy(
              other ->
                  assertThatThrownBy(
                          () -> site.latchkey().createUser().execute(other, NewUser.member("otto")))
                      .isInstanceOf(Forbidden.class));
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenABadName_whenAUserIsCreated_thenTheRuleIsTold() {
    try (Site site = Site.over(store())) {
      assertThatThrownBy(
              () -> site.latchkey().createUser().execute(operator(), NewUser.member("a--b")))
          .isInstanceOfSatisfying(
              Invalid.class,
              invalid ->
                  assertThat(invalid.violations())
                      .containsExactly(
                          new Violation(
                              "username",
                              "must be letters and digits, with single hyphens between them")));
    }
  }

  @Test
  default void givenOneName_whenManyAskForItAtOnce_thenOneUserGetsIt() {
    try (Site site = Site.over(store())) {
      for (int round = 0; round < 10; round++) {
        String name = "user" + round;
        Callable<Boolean> attempt =
            () -> {
              try {
                site.latchkey().createUser().execute(operator(), NewUser.member(name));
                return true;
              } catch (NameTaken e) {
                return false;
              }
            };

        assertThat(Race.of(4, attempt)).containsOnlyOnce(true);
      }
      assertThat(site.audit()).hasSize(10);
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenAUserIsCreated_thenThereIsNone() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      store.startFailing();

      assertThatThrownBy(
              () -> site.latchkey().createUser().execute(operator(), NewUser.member("maria")))
          .isInstanceOf(StoreException.class);

      assertThat(store.users().anyExists()).isFalse();
    }
  }
}
