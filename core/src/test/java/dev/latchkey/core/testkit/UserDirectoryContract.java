package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.siteOwner;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static dev.latchkey.core.testkit.Fixtures.userWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.port.UserDirectory.Filter;
import dev.latchkey.core.port.UserDirectory.UserPage;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  default void givenUsers_whenListed_thenTheyComeByNameWhateverItsCaseAndWhole() {
    KeyStore store = store();
    List<User> users =
        List.of(
            member("Anna"),
            userWith("bert", Role.OWNER, Role.AUDITOR),
            suspended(member("Carl-2")),
            member("dora"));
    Given.users(store, users.get(3), users.get(1), users.get(0), users.get(2));

    UserPage page = store.users().list(Filter.ALL, 0, 9);

    assertThat(page.users())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(users);
    assertThat(page.count()).isEqualTo(4);
  }

  @Test
  default void givenUsers_whenListedPageByPage_thenEachComesOnceAndTheCountStays() {
    KeyStore store = store();
    Given.users(store, member("b"), member("D"), member("a"), member("C"));

    assertThat(names(store.users().list(Filter.ALL, 0, 3))).containsExactly("a", "b", "C");
    assertThat(names(store.users().list(Filter.ALL, 3, 3))).containsExactly("D");
    assertThat(names(store.users().list(Filter.ALL, 4, 3))).isEmpty();
    assertThat(store.users().list(Filter.ALL, Integer.MAX_VALUE, 3).count()).isEqualTo(4);
  }

  @Test
  default void givenADeletedUser_whenListed_thenTheyAreNeitherShownNorCounted() {
    KeyStore store = store();
    User gone = member("gone");
    Given.users(store, member("here"), gone);
    store.transactor().inTransaction(unitOfWork -> unitOfWork.users().delete(gone.id(), NOW));

    UserPage page = store.users().list(Filter.ALL, 0, 9);

    assertThat(names(page)).containsExactly("here");
    assertThat(page.count()).isEqualTo(1);
  }

  @Test
  default void givenUsersOfAllKinds_whenFiltered_thenTheyAreThoseThatTheFilterLetsThrough() {
    KeyStore store = store();
    List<User> users =
        List.of(
            member("Anna-Maria"),
            userWith("annabel", Role.USER_ADMIN),
            userWith("bert", Role.OWNER, Role.USER_ADMIN),
            suspended(userWith("Maria", Role.AUDITOR)),
            suspended(member("zoe")));
    Given.users(store, users.toArray(User[]::new));
    List<Filter> filters = new ArrayList<>();
    for (List<String> parts : List.of(List.<String>of(), List.of("AN"), List.of("ria", "-"))) {
      for (UserStatus status : new UserStatus[] {null, UserStatus.ACTIVE, UserStatus.SUSPENDED}) {
        for (Role role : new Role[] {null, Role.USER_ADMIN, Role.AUDITOR, Role.TEMPLATE_ADMIN}) {
          filters.add(new Filter(parts, status, role));
        }
      }
    }

    assertThat(filters)
        .allSatisfy(
            filter -> {
              List<String> expected =
                  users.stream()
                      .filter(filter::matches)
                      .map(user -> user.username().value())
                      .toList();
              UserPage page = store.users().list(filter, 0, 9);
              assertThat(names(page)).isEqualTo(expected);
              assertThat(page.count()).isEqualTo(expected.size());
            });
    assertThat(names(store.users().list(new Filter(List.of("AN"), null, null), 0, 9)))
        .containsExactly("Anna-Maria", "annabel");
    assertThat(names(store.users().list(new Filter(List.of("ria", "-"), null, null), 0, 9)))
        .containsExactly("Anna-Maria");
    assertThat(names(store.users().list(new Filter(List.of(), null, Role.USER_ADMIN), 0, 9)))
        .containsExactly("annabel", "bert");
  }

  private static List<String> names(UserPage page) {
    return page.users().stream().map(user -> user.username().value()).toList();
  }
}
