package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.usecase.DeleteKey;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link DeleteKey} does over every store. */
public interface DeleteKeyContract extends StoreContract {

  @Test
  default void givenAKey_whenItsOwnerDeletesIt_thenItIsGoneAndItsAuditEntriesAreNot() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      Caller caller = site.as(maria);

      site.latchkey().deleteKey().execute(caller, issued.key().id());

      assertThat(site.store().keys().byId(issued.key().id())).isEmpty();
      assertThat(site.accepts(issued)).isFalse();
      assertThat(site.audit(issued.key().id()))
          .map(AuditEntry::action)
          .containsExactly(AuditAction.DELETE, AuditAction.CREATE);
      AuditEntry entry = site.audit().get(0);
      assertThat(entry.actor()).isEqualTo(caller.actor());
      assertThat(entry.request()).isEqualTo(caller.request());
      assertThat(entry.oldState()).isEqualTo(KeyState.of(issued.key()));
      assertThat(entry.newState()).isNull();
    }
  }

  @Test
  default void givenAnExpiredKey_whenASiteOwnerDeletesIt_thenItIsGoneAndItsNameIsFree() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User root = site.siteOwner("root");
      KeyId id = site.issue(maria, "ci").key().id();
      site.latchkey().expireKey().execute(site.as(root), id);

      site.latchkey().deleteKey().execute(site.as(root), id);

      assertThat(site.store().keys().byId(id)).isEmpty();
      assertThat(site.audit(id)).hasSize(3);
      assertThat(site.accepts(site.issue(maria, "ci"))).isTrue();
    }
  }

  @Test
  default void givenAKey_whenAnybodyElseDeletesIt_thenItIsNotFoundAndStays() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      List<Caller> others =
          List.of(
              site.as(site.member("otto")),
              site.as(site.userWith("a", Role.USER_ADMIN)),
              holder(maria, aToken(maria).scopes("api_key:read", "api_key:update").build()));

      assertThat(others)
          .allSatisfy(
              other ->
                  assertThatThrownBy(
                          () -> site.latchkey().deleteKey().execute(other, issued.key().id()))
                      .isInstanceOf(NotFound.class));

      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.audit()).hasSize(1);
    }
  }

  @Test
  default void givenOneKey_whenManyDeleteItAtOnce_thenOneDoesAndTheOthersDoNotFindIt() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      for (int round = 0; round < 15; round++) {
        KeyId id = site.key(aToken(maria).build()).id();
        Callable<Boolean> attempt =
            () -> {
              try {
                site.latchkey().deleteKey().execute(site.as(maria), id);
                return true;
              } catch (NotFound e) {
                return false;
              }
            };

        assertThat(Race.of(4, attempt)).containsOnlyOnce(true);
        assertThat(site.audit(id)).hasSize(1);
      }
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenAKeyIsDeleted_thenItIsStillThere() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      store.startFailing();

      assertThatThrownBy(
              () -> site.latchkey().deleteKey().execute(site.as(maria), issued.key().id()))
          .isInstanceOf(StoreException.class);

      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.audit()).hasSize(1);
    }
  }
}
