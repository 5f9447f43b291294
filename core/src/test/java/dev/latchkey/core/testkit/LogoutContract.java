package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.usecase.Logout;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Logout} does over every store. */
public interface LogoutContract extends StoreContract {

  @Test
  default void givenASession_whenItLogsOut_thenItsKeyAndThoseOfItsApplicationsAreDeleted() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      KeyHolder caller = site.as(maria);
      ApiKey app = site.key(aToken(maria).scopes("coder:application_connect").build());
      ApiKey both =
          site.key(aSessionKey(maria).scopes("coder:application_connect", "file:read").build());
      List<ApiKey> others =
          List.of(
              site.key(aToken(maria).build()),
              site.key(aSessionKey(maria).build()),
              site.key(aToken(maria).scopes("coder:application_connect").expiredAt(NOW).build()),
              site.key(aToken(site.member("otto")).scopes("coder:application_connect").build()));

      site.latchkey().logout().execute(caller);

      for (ApiKey gone : List.of(caller.key(), app, both)) {
        assertThat(site.store().keys().byId(gone.id())).isEmpty();
      }
      for (ApiKey other : others) {
        assertThat(site.stored(other.id())).usingRecursiveComparison().isEqualTo(other);
      }
    }
  }

  @Test
  default void givenASession_whenItLogsOut_thenEachKeyThatGoesHasItsEntry() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      KeyHolder caller = site.as(maria);
      ApiKey app = site.key(aToken(maria).scopes("coder:application_connect").build());
      site.clock().advance(Duration.ofMinutes(5));

      site.latchkey().logout().execute(caller);

      assertThat(site.audit()).hasSize(2);
      assertEntry(site, AuditAction.LOGOUT, caller.key(), caller);
      assertEntry(site, AuditAction.DELETE, app, caller);
      assertThat(site.audit(app.id()).get(0).reason()).isEqualTo("user logged out");
    }
  }

  @Test
  default void givenAnApplicationsKey_whenItLogsOut_thenThatIsTheOneEntryOfIt() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      ApiKey key =
          site.key(aToken(maria).scopes("coder:application_connect", "api_key:delete").build());

      site.latchkey().logout().execute(holder(maria, key));

      assertThat(site.audit()).map(AuditEntry::action).containsExactly(AuditAction.LOGOUT);
    }
  }

  @Test
  default void givenAKeyThatMayNotDeleteKeys_whenItLogsOut_thenItIsForbiddenAndStays() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      ApiKey app = site.key(aToken(maria).scopes("coder:application_connect").build());
      ApiKey reader = site.key(aToken(maria).scopes("api_key:read", "user:read").build());

      for (ApiKey key : List.of(app, reader)) {
        assertThatThrownBy(() -> site.latchkey().logout().execute(holder(maria, key)))
            .isInstanceOf(Forbidden.class);
        assertThat(site.stored(key.id())).isEqualTo(key);
      }
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenWhoCameWithoutAKey_whenTheyLogOut_thenItIsMisuse() {
    try (Site site = Site.over(store())) {
      assertThatThrownBy(() -> site.latchkey().logout().execute(operator()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  default void givenOneSession_whenItLogsOutManyTimesAtOnce_thenItDoesOnce() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      for (int round = 0; round < 10; round++) {
        KeyHolder caller = site.as(maria);

        List<Boolean> loggedOut =
            Race.of(
                4,
                () -> {
                  try {
                    site.latchkey().logout().execute(caller);
                    return true;
                  } catch (Forbidden e) {
                    return false;
                  }
                });

        assertThat(loggedOut).containsOnlyOnce(true);
        assertThat(site.audit(caller.key().id())).hasSize(1);
      }
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenASessionLogsOut_thenNoKeyIsGone() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      User maria = site.member("maria");
      KeyHolder caller = site.as(maria);
      ApiKey app = site.key(aToken(maria).scopes("coder:application_connect").build());
      store.startFailing();

      assertThatThrownBy(() -> site.latchkey().logout().execute(caller))
          .isInstanceOf(StoreException.class);

      assertThat(site.stored(caller.key().id())).isEqualTo(caller.key());
      assertThat(site.stored(app.id())).isEqualTo(app);
      assertThat(site.audit()).isEmpty();
    }
  }

  private static void assertEntry(Site site, AuditAction action, ApiKey key, KeyHolder caller) {
    assertThat(site.audit(key.id())).hasSize(1);
    AuditEntry entry = site.audit(key.id()).get(0);
    assertThat(entry.action()).isEqualTo(action);
    assertThat(entry.userId()).isEqualTo(key.owner());
    assertThat(entry.actor()).isEqualTo(caller.actor());
    assertThat(entry.request()).isEqualTo(caller.request());
    assertThat(entry.time()).isEqualTo(site.clock().instant());
    assertThat(entry.oldState()).isEqualTo(KeyState.of(key));
    assertThat(entry.newState()).isNull();
  }
}
