package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.siteOwner;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import org.junit.jupiter.api.Test;

/** What every {@link UserDirectory} does. */
public interface UserDirectoryContract extends StoreContract {

  @Test
  default void givenUsers_whenLookedUpById_thenTheRightOneIsFound() {
    KeyStore store = store();
    User maria = siteOwner("maria");
    User otto = suspended(member("otto"));
    Given.users(store, maria, otto);

    assertThat(store.users().byId(maria.id())).get().usingRecursiveComparison().isEqualTo(maria);
    assertThat(store.users().byId(otto.id())).get().usingRecursiveComparison().isEqualTo(otto);
    assertThat(store.users().byId(UserId.random())).isEmpty();
  }

  @Test
  default void givenAUser_whenLookedUpByNameInAnyCase_thenTheyAreFoundAsTheyAreSpelled() {
    KeyStore store = store();
    User maria = member("Maria-X");
    Given.users(store, maria);

    assertThat(store.users().byUsername(new Username("maria-x")))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(maria);
    assertThat(store.users().byUsername(new Username("MARIA-X"))).isPresent();
    assertThat(store.users().byUsername(new Username("maria"))).isEmpty();
  }

  @Test
  default void givenAnEmptyStore_whenTheFirstUserComes_thenAnyExistsTurnsTrue() {
    KeyStore store = store();
    assertThat(store.users().anyExists()).isFalse();

    Given.users(store, member("maria"));

    assertThat(store.users().anyExists()).isTrue();
  }
}
