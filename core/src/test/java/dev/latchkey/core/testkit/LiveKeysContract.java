package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How every {@link dev.latchkey.core.port.ApiKeyRepository} finds keys to rely on or to end. */
public interface LiveKeysContract extends StoreContract {

  @Test
  default void givenKeysOfAllKinds_whenAskedForTheLiveOnesOfAUser_thenJustTheseCome() {
    KeyStore store = store();
    User maria = member("maria");
    User otto = member("otto");
    Given.users(store, maria, otto);
    List<ApiKey> live =
        List.of(
            aToken(maria).build(),
            aToken(maria).build(),
            aSessionKey(maria).build(),
            aToken(maria).endingAt(NOW.plusSeconds(5)).build());
    Given.keys(store, live.toArray(ApiKey[]::new));
    Given.keys(
        store,
        aToken(maria).expiredAt(NOW.plusSeconds(5)).build(),
        aToken(maria).expiredAt(NOW.plusSeconds(60)).build(),
        aToken(maria).endingAt(NOW.plusSeconds(4)).build(),
        aSessionKey(maria).endingAt(NOW.plusSeconds(4)).build(),
        aToken(otto).build());

    assertThat(live(store, maria.id(), NOW.plusSeconds(5)))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(live);
    assertThat(live(store, UserId.random(), NOW)).isEmpty();
  }

  @Test
  default void givenKeysOfSeveralScopes_whenAskedForTheLiveOnesOfOneScope_thenJustTheseCome() {
    KeyStore store = store();
    User maria = member("maria");
    User otto = member("otto");
    Given.users(store, maria, otto);
    List<ApiKey> wanted =
        List.of(
            aToken(maria).scopes("a_b:c").build(),
            aToken(maria).scopes("a:first", "a_b:c", "z:last").build(),
            aSessionKey(maria).scopes("a_b:c").build());
    Given.keys(store, wanted.toArray(ApiKey[]::new));
    Given.keys(
        store,
        aToken(maria).build(),
        aToken(maria).scopes("aXb:c", "A_B:C", "a_b:cd", "xa_b:c").build(),
        aToken(maria).scopes("a_b:c").expiredAt(NOW).build(),
        aToken(maria).scopes("a_b:c").endingAt(NOW.minusSeconds(1)).build(),
        aToken(otto).scopes("a_b:c").build());

    List<ApiKey> found =
        store
            .transactor()
            .inTransaction(
                unitOfWork ->
                    List.copyOf(unitOfWork.keys().live(maria.id(), new Scope("a_b:c"), NOW)));

    assertThat(found)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  default void givenAKey_whenLookedAt_thenItIsThereAsItIs() {
    KeyStore store = store();
    User maria = member("maria");
    ApiKey key = aToken(maria).build();
    Given.users(store, maria);
    Given.keys(store, key, aToken(maria).build());

    assertThat(look(store, key.id())).get().usingRecursiveComparison().isEqualTo(key);
    assertThat(look(store, new KeyId("0123456789"))).isEmpty();
  }

  private static Optional<ApiKey> look(KeyStore store, KeyId id) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.keys().look(id));
  }

  private static List<ApiKey> live(KeyStore store, UserId owner, Instant now) {
    return store
        .transactor()
        .inTransaction(unitOfWork -> List.copyOf(unitOfWork.keys().live(owner, now)));
  }
}
