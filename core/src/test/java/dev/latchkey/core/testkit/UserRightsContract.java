package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.userWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Who may change users, over every store. */
public interface UserRightsContract extends StoreContract {

  @Test
  default void givenASiteOwner_whenTheyChangeAnybody_thenTheyMay() {
    try (Site site = Site.over(store())) {
      Caller root = site.as(site.siteOwner("root"));
      Latchkey latchkey = site.latchkey();
      for (User user : List.of(site.member("maria"), site.siteOwner("other"))) {
        assertThat(latchkey.suspendUser().execute(root, user.id()).result().isActive()).isFalse();
        assertThat(latchkey.activateUser().execute(root, user.id()).isActive()).isTrue();
        assertThat(latchkey.changeRoles().execute(root, user.id(), Set.of()).result().roles())
            .isEmpty();
        assertThat(latchkey.deleteUser().execute(root, user.id()).result().id())
            .isEqualTo(user.id());
      }
    }
  }

  @Test
  default void givenAUserAdmin_whenTheyChangeAnybodyButASiteOwner_thenOnlyRolesAreForbidden() {
    try (Site site = Site.over(store())) {
      Caller admin = site.as(site.userWith("admin", Role.USER_ADMIN));
      Latchkey latchkey = site.latchkey();
      for (User user : List.of(site.member("maria"), site.userWith("b", Role.USER_ADMIN))) {
        assertThat(latchkey.suspendUser().execute(admin, user.id()).result().isActive()).isFalse();
        assertThat(latchkey.activateUser().execute(admin, user.id()).isActive()).isTrue();
        assertThatThrownBy(
                () -> latchkey.changeRoles().execute(admin, user.id(), Set.of(Role.AUDITOR)))
            .isInstanceOf(Forbidden.class);
        assertThat(latchkey.deleteUser().execute(admin, user.id()).result().id())
            .isEqualTo(user.id());
      }
    }
  }

  @Test
  default void givenAUserAdmin_whenTheyChangeASiteOwner_thenItIsForbidden() {
    try (Site site = Site.over(store())) {
      Caller admin = site.as(site.userWith("admin", Role.USER_ADMIN));
      site.siteOwner("other");
      User root = site.siteOwner("root");
      User suspended = site.user(Fixtures.suspended(userWith("both", Role.OWNER, Role.USER_ADMIN)));

      assertRefused(site, admin, root, Forbidden.class);
      assertRefused(site, admin, suspended, Forbidden.class);
    }
  }

  @Test
  default void givenWhoMayOnlyReadAUser_whenTheyChangeThem_thenItIsForbidden() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");

      assertRefused(site, site.as(maria), maria, Forbidden.class);
      assertRefused(site, site.as(site.userWith("a", Role.AUDITOR)), maria, Forbidden.class);
      assertRefused(site, site.as(site.userWith("t", Role.TEMPLATE_ADMIN)), maria, Forbidden.class);
    }
  }

  @Test
  default void givenWhoMayNotReadAUser_whenTheyChangeThem_thenThereSeemsToBeNone() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User root = site.siteOwner("root");
      Caller narrow = holder(root, site.key(aToken(root).scopes("api_key:*").build()));

      assertRefused(site, site.as(site.member("otto")), maria, NotFound.class);
      assertRefused(site, narrow, maria, NotFound.class);
    }
  }

  @Test
  default void givenAKeyThatMayOnlyReadUsers_whenItsSiteOwnerChangesOne_thenItIsForbidden() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User root = site.siteOwner("root");
      Caller reader = holder(root, site.key(aToken(root).scopes("user:read").build()));

      assertRefused(site, reader, maria, Forbidden.class);
    }
  }

  @Test
  default void givenNoSuchUser_whenChanged_thenNobodyIsFoundWhoeverAsks() {
    try (Site site = Site.over(store())) {
      for (Caller caller :
          List.of(
              site.as(site.siteOwner("root")),
              site.as(site.userWith("audi", Role.AUDITOR)),
              site.as(site.member("maria")))) {
        assertThat(changes(site.latchkey(), caller, UserId.random()))
            .allSatisfy(
                change ->
                    assertThatThrownBy(change)
                        .isInstanceOf(NotFound.class)
                        .hasMessage(new NotFound().getMessage()));
      }
      assertThat(site.audit()).isEmpty();
    }
  }

  private static void assertRefused(
      Site site, Caller caller, User user, Class<? extends LatchkeyException> refusal) {
    int entries = site.audit().size();

    assertThat(changes(site.latchkey(), caller, user.id()))
        .allSatisfy(change -> assertThatThrownBy(change).isInstanceOf(refusal));

    User stored = site.store().users().byId(user.id()).orElseThrow();
    assertThat(stored).usingRecursiveComparison().isEqualTo(user);
    assertThat(site.audit()).hasSize(entries);
  }

  private static List<ThrowingCallable> changes(Latchkey latchkey, Caller caller, UserId id) {
    return List.of(
        () -> latchkey.suspendUser().execute(caller, id),
        () -> latchkey.activateUser().execute(caller, id),
        () -> latchkey.changeRoles().execute(caller, id, Set.of(Role.AUDITOR)),
        () -> latchkey.deleteUser().execute(caller, id));
  }
}
