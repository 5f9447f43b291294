package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.siteOwner;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyDirectory.Listing;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.user.User;
import org.junit.jupiter.api.Test;

/** What every {@link KeyDirectory} does. */
public interface KeyDirectoryContract extends StoreContract {

  @Test
  default void givenKeysOfSeveralUsers_whenLookedUp_thenEachComesWithItsOwnOwner() {
    KeyStore store = store();
    User maria = siteOwner("maria");
    User otto = member("otto");
    Given.users(store, maria, otto);
    ApiKey token = aToken(maria).build();
    ApiKey session = aSessionKey(otto).build();
    Given.keys(store, token, session);

    assertListed(store, token, maria);
    assertListed(store, session, otto);
  }

  @Test
  default void givenAnExpiredKeyOfAnInactiveUser_whenLookedUp_thenItIsFoundAllTheSame() {
    KeyStore store = store();
    User otto = suspended(member("otto"));
    Given.users(store, otto);
    ApiKey expired = aToken(otto).expiredAt(NOW).build();
    Given.keys(store, expired);

    assertListed(store, expired, otto);
  }

  @Test
  default void givenALiveKeyOfADeletedUser_whenLookedUp_thenNothingIsFound() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    ApiKey key = aToken(maria).build();
    Given.keys(store, key);

    store.transactor().inTransaction(unitOfWork -> unitOfWork.users().delete(maria.id(), NOW));

    assertThat(store.directory().find(key.id())).isEmpty();
    assertThat(store.keys().byId(key.id())).isPresent();
  }

  @Test
  default void givenNoSuchKey_whenLookedUp_thenNothingIsFound() {
    assertThat(store().directory().find(new KeyId("0123456789"))).isEmpty();
  }

  @Test
  default void givenAKey_whenItsExpireHasReturned_thenTheDirectoryKnows() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    ApiKey key = aToken(maria).build();
    Given.keys(store, key);
    assertListed(store, key, maria);
    ApiKey expired = key.expire(NOW).orElseThrow();

    store.transactor().inTransaction(unitOfWork -> unitOfWork.keys().expire(expired));

    assertListed(store, expired, maria);
  }

  private static void assertListed(KeyStore store, ApiKey key, User owner) {
    assertThat(store.directory().find(key.id()))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(new Listing(key, owner));
  }
}
