package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static dev.latchkey.core.testkit.Fixtures.userWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UserRepository;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link UserRepository} does. */
public interface UserRepositoryContract extends StoreContract {

  @Test
  default void givenAUserWithEveryField_whenStored_thenEveryFieldComesBack() {
    User user =
        new User(
            UserId.random(),
            new Username("Maria-2"),
            Set.of(Role.values()),
            UserStatus.SUSPENDED,
            NOW,
            NOW.plus(Duration.ofNanos(1000)),
            Instant.parse("2126-01-01T00:00:00.999999Z"));
    KeyStore store = store();
    Given.users(store, user);

    assertThat(found(store, user.id())).get().usingRecursiveComparison().isEqualTo(user);
  }

  @Test
  default void givenAPlainMemberWhoWasNeverSeen_whenStored_thenWhatTheyLackIsStillMissing() {
    User user = member("maria");
    KeyStore store = store();
    Given.users(store, user);

    User found = found(store, user.id()).orElseThrow();

    assertThat(found.roles()).isEmpty();
    assertThat(found.lastSeen()).isNull();
    assertThat(found.isActive()).isTrue();
  }

  @Test
  default void givenUsersWithDifferentRolesAndStatus_whenStored_thenEachKeepsTheirOwn() {
    KeyStore store = store();
    List<User> users =
        List.of(
            userWith("a", Role.AUDITOR),
            userWith("b", Role.USER_ADMIN, Role.TEMPLATE_ADMIN),
            suspended(member("c")));
    Given.users(store, users.toArray(User[]::new));

    assertThat(users)
        .allSatisfy(
            user ->
                assertThat(found(store, user.id()))
                    .get()
                    .usingRecursiveComparison()
                    .isEqualTo(user));
  }

  @Test
  default void givenAnEmptyStore_whenAskedForUsers_thenThereIsNone() {
    KeyStore store = store();

    assertThat(anyExists(store)).isFalse();
    assertThat(found(store, UserId.random())).isEmpty();
  }

  @Test
  default void givenAUserInsertedInTheSameTransaction_whenAskedForUsers_thenThereIsOne() {
    User user = member("maria");

    Boolean seen =
        store()
            .transactor()
            .inTransaction(
                unitOfWork -> {
                  unitOfWork.users().insert(user);
                  return unitOfWork.users().anyExists()
                      && unitOfWork.users().find(user.id()).isPresent();
                });

    assertThat(seen).isTrue();
  }

  @Test
  default void givenAUser_whenAnotherTakesTheNameInAnotherCase_thenItIsTaken() {
    KeyStore store = store();
    Given.users(store, member("Maria"));
    User second = member("mARIA");

    assertThatThrownBy(() -> Given.users(store, second))
        .isInstanceOf(NameTaken.class)
        .hasMessage("A user with name \"mARIA\" already exists.");

    assertThat(store.users().byId(second.id())).isEmpty();
  }

  private static Optional<User> found(KeyStore store, UserId id) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.users().find(id));
  }

  private static boolean anyExists(KeyStore store) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.users().anyExists());
  }
}
