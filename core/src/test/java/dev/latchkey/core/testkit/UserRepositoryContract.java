package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.siteOwner;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static dev.latchkey.core.testkit.Fixtures.userWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.util.Comparator;
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

  @Test
  default void givenUsersOfAllKinds_whenAskedForActiveOwners_thenTheyComeByIdAndNobodyElse() {
    KeyStore store = store();
    List<User> owners =
        List.of(
            siteOwner("a"),
            userWith("b", Role.values()),
            userWith("c", Role.OWNER, Role.AUDITOR),
            siteOwner("d"));
    User deleted = siteOwner("deleted");
    Given.users(store, owners.toArray(User[]::new));
    Given.users(
        store,
        suspended(siteOwner("suspended")),
        userWith("admin", Role.USER_ADMIN, Role.TEMPLATE_ADMIN, Role.AUDITOR),
        member("maria"),
        deleted);
    delete(store, deleted.id());

    List<User> found =
        store
            .transactor()
            .inTransaction(unitOfWork -> List.copyOf(unitOfWork.users().activeOwners()));

    assertThat(found)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(
            owners.stream().sorted(Comparator.comparing(user -> user.id().toString())).toList());
  }

  @Test
  default void givenAUser_whenUpdated_thenStatusRolesAndTimeOfChangeAreStoredAndNothingElse() {
    KeyStore store = store();
    User before = userWith("maria", Role.AUDITOR);
    User other = member("otto");
    Given.users(store, before, other);
    Instant later = NOW.plusSeconds(5);
    User update =
        new User(
            before.id(),
            new Username("another"),
            Set.of(Role.USER_ADMIN, Role.OWNER),
            UserStatus.SUSPENDED,
            later,
            later,
            later);

    assertThat(update(store, update)).isTrue();

    assertThat(found(store, before.id()))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(
            new User(
                before.id(),
                before.username(),
                update.roles(),
                UserStatus.SUSPENDED,
                before.createdAt(),
                later,
                null));
    assertThat(found(store, other.id())).get().usingRecursiveComparison().isEqualTo(other);
  }

  @Test
  default void givenADeletedUser_whenLookedForUpdatedOrDeleted_thenThereIsNobodyButTheNameIsFree() {
    KeyStore store = store();
    User user = member("maria");
    Given.users(store, user);

    assertThat(delete(store, user.id())).isTrue();

    assertThat(found(store, user.id())).isEmpty();
    assertThat(store.users().byId(user.id())).isEmpty();
    assertThat(store.users().byUsername(user.username())).isEmpty();
    assertThat(update(store, user)).isFalse();
    assertThat(delete(store, user.id())).isFalse();
    assertThat(anyExists(store)).isTrue();
    assertThat(store.users().anyExists()).isTrue();
    assertThatCode(() -> Given.users(store, member("maria"))).doesNotThrowAnyException();
  }

  @Test
  default void givenNoSuchUser_whenUpdatedOrDeleted_thenNothingHappens() {
    KeyStore store = store();
    User unknown = member("maria");

    assertThat(update(store, unknown)).isFalse();
    assertThat(delete(store, unknown.id())).isFalse();
    assertThat(anyExists(store)).isFalse();
  }

  private static boolean update(KeyStore store, User user) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.users().update(user));
  }

  private static boolean delete(KeyStore store, UserId id) {
    return store
        .transactor()
        .inTransaction(unitOfWork -> unitOfWork.users().delete(id, NOW.plusSeconds(1)));
  }

  private static Optional<User> found(KeyStore store, UserId id) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.users().find(id));
  }

  private static boolean anyExists(KeyStore store) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.users().anyExists());
  }
}
