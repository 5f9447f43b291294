package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.audit.UserState;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.usecase.FindUser.Purpose;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.KeyRef;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link dev.latchkey.core.usecase.DeleteUser} does over every store. */
public interface DeleteUserContract extends StoreContract {

  @Test
  default void givenAUserWithKeys_whenDeleted_thenEveryLiveKeyIsExpiredAndRefused() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey token = site.issue(maria, "ci");
      ApiKey session = site.key(aSessionKey(maria).build());
      ApiKey ended = site.key(aToken(maria).endingAt(NOW.plusSeconds(1)).build());
      ApiKey expired = site.key(aToken(maria).expiredAt(NOW).build());
      IssuedKey others = site.issue(site.member("otto"), "ci");
      site.clock().advance(Duration.ofMinutes(5));
      Instant now = site.clock().instant();

      User deleted = site.latchkey().deleteUser().execute(operator(), maria.id()).result();

      assertThat(deleted).usingRecursiveComparison().isEqualTo(maria);
      for (ApiKey key : List.of(token.key(), session)) {
        assertThat(site.stored(key.id()))
            .usingRecursiveComparison()
            .isEqualTo(key.expire(now).orElseThrow());
      }
      for (ApiKey key : List.of(ended, expired)) {
        assertThat(site.stored(key.id())).usingRecursiveComparison().isEqualTo(key);
      }
      assertThat(site.accepts(others)).isTrue();
      assertThat(refusal(site, token).reason()).isEqualTo(Reason.UNKNOWN);
    }
  }

  @Test
  default void givenAUserWithKeys_whenDeleted_thenThereIsOneEntryForEachKeyAndOneForTheUser() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      ApiKey first = site.key(aToken(maria).named("first").build());
      ApiKey second = site.key(aSessionKey(maria).build());
      site.key(aToken(maria).expiredAt(NOW).build());
      Caller root = site.as(site.siteOwner("root"));
      site.clock().advance(Duration.ofMinutes(5));
      Instant now = site.clock().instant();

      site.latchkey().deleteUser().execute(root, maria.id());

      assertThat(site.audit()).hasSize(3);
      AuditEntry entry = site.audit().get(0);
      assertThat(entry.action()).isEqualTo(AuditAction.DELETE);
      assertThat(entry.keyId()).isNull();
      assertThat(entry.userId()).isEqualTo(maria.id());
      assertThat(entry.target()).isEqualTo("maria");
      assertThat(entry.actor()).isEqualTo(root.actor());
      assertThat(entry.time()).isEqualTo(now);
      assertThat(entry.oldState()).isEqualTo(UserState.of(maria));
      assertThat(entry.newState()).isNull();
      for (ApiKey key : List.of(first, second)) {
        assertThat(site.audit(key.id())).hasSize(1);
        AuditEntry ending = site.audit(key.id()).get(0);
        assertThat(ending.action()).isEqualTo(AuditAction.EXPIRE);
        assertThat(ending.reason()).isEqualTo("user deleted");
        assertThat(ending.actor()).isEqualTo(root.actor());
        assertThat(ending.request()).isEqualTo(root.request());
        assertThat(ending.oldState()).isEqualTo(KeyState.of(key));
        assertThat(ending.newState()).isEqualTo(KeyState.of(site.stored(key.id())));
      }
    }
  }

  @Test
  default void givenADeletedUser_whenNamedInAnyWay_thenNobodyIsFoundButTheirKeysStillAre() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      ApiKey key = site.key(aToken(maria).named("ci").build());
      Caller root = site.as(site.siteOwner("root"));
      site.latchkey().deleteUser().execute(root, maria.id());

      for (String text : List.of("maria", maria.id().toString())) {
        assertThatThrownBy(
                () -> site.latchkey().findUser().execute(root, new UserRef(text), Purpose.READ))
            .isInstanceOf(NotFound.class);
      }
      assertThatThrownBy(() -> site.latchkey().deleteUser().execute(root, maria.id()))
          .isInstanceOf(NotFound.class);
      assertThatThrownBy(() -> site.latchkey().activateUser().execute(root, maria.id()))
          .isInstanceOf(NotFound.class);
      OwnedKey found = site.latchkey().findKey().execute(root, new KeyRef.ById(key.id()));
      assertThat(found.owner()).isEqualTo(maria.username());
      assertThat(site.store().keys().tokens(new Page(null, null, null, 9)))
          .map(owned -> owned.key().id())
          .containsExactly(key.id());
      assertThat(site.audit()).hasSize(2);
    }
  }

  @Test
  default void givenADeletedUser_whenAnotherTakesTheName_thenTheyHaveNothingOfTheFirst() {
    try (Site site = Site.over(store())) {
      User first = site.member("maria");
      IssuedKey old = site.issue(first, "ci");
      site.latchkey().deleteUser().execute(operator(), first.id());

      User second = site.latchkey().createUser().execute(operator(), NewUser.member("Maria"));
      IssuedKey issued = site.issue(second, "ci");

      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.accepts(old)).isFalse();
      assertThat(site.store().keys().tokens(new Page(second.id(), null, null, 9))).hasSize(1);
    }
  }

  @Test
  default void givenADeletedUser_whenSomebodyMakesAKeyForThem_thenTheyAreNotFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      site.latchkey().deleteUser().execute(operator(), maria.id());

      assertThatThrownBy(
              () ->
                  site.latchkey()
                      .createKey()
                      .execute(operator(), maria.id(), NewToken.named("heir")))
          .isInstanceOf(NotFound.class);
    }
  }

  /** The owner is looked up before the transaction begins, so who is quick gets past that. */
  @Test
  default void givenAKeyInTheMaking_whenItsOwnerIsDeletedAtOnce_thenNoKeyOfTheirsIsLeftAlive() {
    try (Site site = Site.over(store())) {
      for (int round = 0; round < 25; round++) {
        User user = site.member("user" + round);
        Caller self = site.as(user);
        List<Callable<Boolean>> runners =
            List.of(
                () -> creates(site, operator(), user, "a"),
                () -> creates(site, self, user, "b"),
                () -> creates(site, operator(), user, "c"),
                () ->
                    site.latchkey()
                        .deleteUser()
                        .execute(operator(), user.id())
                        .result()
                        .isActive());

        List<Boolean> created = Race.between(runners);

        List<OwnedKey> keys = site.store().keys().tokens(new Page(user.id(), null, null, 9));
        assertThat(keys).hasSize((int) created.subList(0, 3).stream().filter(yes -> yes).count());
        assertThat(keys)
            .allSatisfy(
                owned -> {
                  assertThat(owned.key().expiredAt()).isNotNull();
                  assertThat(site.audit(owned.key().id()))
                      .map(AuditEntry::action)
                      .containsExactly(AuditAction.EXPIRE, AuditAction.CREATE);
                });
      }
    }
  }

  @Test
  default void givenOneUser_whenManyDeleteThemAtOnce_thenOneDoesAndTheKeysAreExpiredOnce() {
    try (Site site = Site.over(store())) {
      for (int round = 0; round < 10; round++) {
        User user = site.member("user" + round);
        ApiKey key = site.key(aToken(user).build());

        List<Boolean> deleted =
            Race.of(
                4,
                () -> {
                  try {
                    site.latchkey().deleteUser().execute(operator(), user.id());
                    return true;
                  } catch (NotFound e) {
                    return false;
                  }
                });

        assertThat(deleted).containsOnlyOnce(true);
        assertThat(site.audit(key.id())).hasSize(1);
      }
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenAUserIsDeleted_thenTheyAndTheirKeysAreUntouched() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      store.startFailing();

      assertThatThrownBy(() -> site.latchkey().deleteUser().execute(operator(), maria.id()))
          .isInstanceOf(StoreException.class);

      assertThat(site.accepts(issued)).isTrue();
      assertThat(store.users().byId(maria.id())).isPresent();
      assertThat(site.audit()).hasSize(1);
    }
  }

  private static boolean creates(Site site, Caller caller, User owner, String name) {
    try {
      site.latchkey().createKey().execute(caller, owner.id(), NewToken.named(name));
      return true;
    } catch (NotFound | Forbidden e) {
      return false;
    }
  }

  private static Refused refusal(Site site, IssuedKey issued) {
    Verification answer = site.latchkey().verifyKey().execute(issued.plaintext().reveal());
    return (Refused) answer;
  }
}
