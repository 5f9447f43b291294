package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A key that ends while a request that it made waits for the database changes nothing any more. */
public interface LiveCallerContract extends StoreContract {

  @Test
  default void givenAKeyThatWasExpiredMeanwhile_whenItAsksForAChange_thenNothingChanges() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");
      IssuedKey victim = site.issue(root, "victim");
      KeyHolder verified = site.as(root);
      site.latchkey().expireKey().execute(Caller.system("host"), verified.key().id());

      assertEveryChangeIsRefused(site, verified, victim);
    }
  }

  @Test
  default void givenAKeyThatWasDeletedMeanwhile_whenItAsksForAChange_thenNothingChanges() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");
      IssuedKey victim = site.issue(root, "victim");
      KeyHolder verified = site.as(root);
      site.latchkey().deleteKey().execute(Caller.system("host"), verified.key().id());

      assertEveryChangeIsRefused(site, verified, victim);
    }
  }

  @Test
  default void givenAUserWhoIsSuspendedByNow_whenTheirKeyAsksForAChange_thenNothingChanges() {
    try (Site site = Site.over(store())) {
      User active = member("maria");
      User suspended = site.user(Fixtures.suspended(active));
      KeyHolder stored = site.as(suspended);
      KeyHolder verifiedBefore = new KeyHolder(active, stored.key(), stored.request());

      assertThatThrownBy(
              () ->
                  site.latchkey()
                      .createKey()
                      .execute(verifiedBefore, active.id(), NewToken.named("ci")))
          .isInstanceOf(Forbidden.class);
      assertThat(site.audit()).isEmpty();
    }
  }

  private static void assertEveryChangeIsRefused(Site site, KeyHolder verified, IssuedKey victim) {
    Latchkey latchkey = site.latchkey();
    UserId other = site.siteOwner("other").id();
    int entries = site.audit().size();
    List<ThrowingCallable> changes =
        List.of(
            () ->
                latchkey
                    .createKey()
                    .execute(verified, verified.user().id(), NewToken.named("heir")),
            () -> latchkey.createUser().execute(verified, NewUser.member("heir")),
            () -> latchkey.expireKey().execute(verified, victim.key().id()),
            () -> latchkey.deleteKey().execute(verified, victim.key().id()),
            () -> latchkey.logout().execute(verified),
            () -> latchkey.suspendUser().execute(verified, other),
            () -> latchkey.activateUser().execute(verified, other),
            () -> latchkey.changeRoles().execute(verified, other, Set.of(Role.OWNER)),
            () -> latchkey.deleteUser().execute(verified, other));

    assertThat(changes)
        .allSatisfy(change -> assertThatThrownBy(change).isInstanceOf(Forbidden.class));
    assertThat(site.audit()).hasSize(entries);
    assertThat(site.accepts(victim)).isTrue();
  }
}
