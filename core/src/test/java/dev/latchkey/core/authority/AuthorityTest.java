package dev.latchkey.core.authority;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static dev.latchkey.core.testkit.Fixtures.siteOwner;
import static dev.latchkey.core.testkit.Fixtures.userWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.authority.Caller.StandIn;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.testkit.KeyBuilder;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AuthorityTest {

  private static final UserId SOMEBODY = UserId.random();

  private final ContractScopes scopes = new ContractScopes();
  private final Authority authority = new Authority(scopes);

  /** What a user with one role, or none, may do to their own, to another's, to everybody's. */
  @ParameterizedTest
  @CsvSource({
    "CREATE_KEY, OWNER, ''",
    "READ_KEY, OWNER, ''",
    "UPDATE_KEY, OWNER, ''",
    "DELETE_KEY, OWNER, ''",
    "READ_USER, OWNER USER_ADMIN TEMPLATE_ADMIN AUDITOR, ''",
    "CREATE_USER, OWNER USER_ADMIN, never",
    "UPDATE_USER, OWNER USER_ADMIN, never",
    "DELETE_USER, OWNER USER_ADMIN, never",
    "GRANT_ROLE, OWNER, never",
    "READ_AUDIT, OWNER AUDITOR, never",
  })
  void givenEveryRole_whenAskedForAPermission_thenTheTableHolds(
      Permission permission, String forAll, String own) {
    List<String> rolesForAll = List.of(forAll.split(" "));
    for (User user : usersOfEveryRole()) {
      boolean all = user.roles().stream().anyMatch(role -> rolesForAll.contains(role.name()));
      StandIn standIn = new StandIn(user, new LocalOperator("root"), RequestInfo.local());

      for (Caller caller : List.of(holder(user), standIn)) {
        assertThat(authority.permitsForAll(caller, permission)).as("%s", user).isEqualTo(all);
        assertThat(authority.permits(caller, permission, SOMEBODY)).as("%s", user).isEqualTo(all);
        assertThat(authority.permits(caller, permission, user.id()))
            .as("%s", user)
            .isEqualTo(all || own.isEmpty());
      }
    }
  }

  @Test
  void givenNobody_whenAskedForAnything_thenItIsMisuseAndNotPermission() {
    assertThatThrownBy(() -> authority.permits(null, Permission.READ_KEY, SOMEBODY))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("caller is null");
    assertThatThrownBy(() -> authority.permitsForAll(null, Permission.READ_AUDIT))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("caller is null");
  }

  @Test
  void givenAKeyOfSomebodyElse_whenAUserHoldsIt_thenItIsMisuse() {
    User maria = member("maria");
    assertThatThrownBy(() -> holder(member("otto"), aToken(maria).build()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void givenSomebodyTrusted_whenAskedForAnything_thenItIsPermitted(Permission permission) {
    for (Caller caller : List.of(operator(), Caller.system("host"))) {
      assertThat(authority.permits(caller, permission, SOMEBODY)).isTrue();
      assertThat(authority.permitsForAll(caller, permission)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "coder:all, CREATE_KEY READ_KEY UPDATE_KEY DELETE_KEY READ_USER CREATE_USER UPDATE_USER"
        + " DELETE_USER GRANT_ROLE READ_AUDIT",
    "api_key:*, CREATE_KEY READ_KEY UPDATE_KEY DELETE_KEY",
    "coder:apikeys.manage_self, CREATE_KEY READ_KEY UPDATE_KEY DELETE_KEY",
    "api_key:read, READ_KEY",
    "api_key:update, UPDATE_KEY",
    "user:read, READ_USER",
    "user:read_personal, READ_USER",
    "user:update_personal, ''",
    "workspace:*, ''",
    "coder:application_connect, ''",
    "made:up, ''",
  })
  void givenAKeyOfOneScope_whenItsSiteOwnerActsOnTheirOwn_thenOnlyTheScopePermits(
      String scope, String permitted) {
    User root = siteOwner("root");
    KeyHolder caller = holder(root, aToken(root).scopes(scope).build());

    for (Permission permission : Permission.values()) {
      assertThat(authority.permits(caller, permission, root.id()))
          .as("%s", permission)
          .isEqualTo(List.of(permitted.split(" ")).contains(permission.name()));
    }
  }

  @Test
  void givenTheScopeForOnesOwnRecord_whenAnothersIsRead_thenItDoesNotPermitThat() {
    User root = siteOwner("root");
    KeyHolder caller = holder(root, aToken(root).scopes("user:read_personal").build());

    assertThat(authority.permits(caller, Permission.READ_USER, SOMEBODY)).isFalse();
    assertThat(authority.permitsForAll(caller, Permission.READ_USER)).isFalse();
  }

  @Test
  void givenAnAllowList_whenASiteOwnerActs_thenOnlyWhatIsListedIsPermitted() {
    User root = siteOwner("root");
    KeyHolder keysOnly = limitedTo(root, "api_key:*");
    KeyHolder oneUser = limitedTo(root, "user:" + SOMEBODY);

    assertThat(authority.permits(keysOnly, Permission.READ_KEY, SOMEBODY)).isTrue();
    assertThat(authority.permitsForAll(keysOnly, Permission.READ_KEY)).isTrue();
    assertThat(authority.permits(keysOnly, Permission.READ_USER, root.id())).isFalse();
    assertThat(authority.permitsForAll(keysOnly, Permission.READ_AUDIT)).isFalse();
    assertThat(authority.permits(oneUser, Permission.READ_USER, SOMEBODY)).isTrue();
    assertThat(authority.permits(oneUser, Permission.READ_USER, root.id())).isFalse();
    assertThat(authority.permits(oneUser, Permission.UPDATE_USER, SOMEBODY)).isTrue();
    assertThat(authority.permits(oneUser, Permission.DELETE_USER, root.id())).isFalse();
    assertThat(authority.permits(oneUser, Permission.READ_KEY, root.id())).isFalse();
    assertThat(authority.permitsForAll(oneUser, Permission.READ_USER)).isFalse();
  }

  @Test
  void givenAKeyThatMayDoSomethingWithKeys_whenItNamesItsOwner_thenThatIsPermitted() {
    User maria = member("maria");

    assertThat(authority.permitsNaming(scoped(maria, "api_key:delete"), maria.id())).isTrue();
    assertThat(authority.permitsNaming(scoped(maria, "workspace:*"), maria.id())).isFalse();
    assertThat(authority.permitsNaming(scoped(maria, "api_key:*"), SOMEBODY)).isFalse();
    assertThat(authority.permitsNaming(limitedTo(maria, "api_key:*"), maria.id())).isTrue();
    assertThat(authority.permitsNaming(limitedTo(maria, "workspace:*"), maria.id())).isFalse();
  }

  @Test
  void givenWhoMayReadAUser_whenTheyNameThem_thenThatIsPermitted() {
    assertThat(authority.permitsNaming(holder(userWith("a", Role.AUDITOR)), SOMEBODY)).isTrue();
    assertThat(authority.permitsNaming(holder(member("maria")), SOMEBODY)).isFalse();
    assertThat(authority.permitsNaming(operator(), SOMEBODY)).isTrue();
  }

  @Test
  void givenASiteOwner_whenAskedWhoMayChangeThem_thenOnlySiteOwnersMay() {
    User root = siteOwner("root");
    KeyHolder admin = holder(userWith("admin", Role.USER_ADMIN));

    assertThat(authority.permitsChanging(admin, Permission.UPDATE_USER, root)).isFalse();
    assertThat(authority.permitsChanging(admin, Permission.UPDATE_USER, member("maria"))).isTrue();
    assertThat(authority.permitsChanging(holder(root), Permission.UPDATE_USER, root)).isTrue();
    assertThat(authority.permitsChanging(operator(), Permission.DELETE_USER, root)).isTrue();
    assertThat(authority.permitsChanging(holder(root), Permission.DELETE_USER, admin.user()))
        .isTrue();
  }

  private static List<User> usersOfEveryRole() {
    return Stream.concat(
            Stream.of(member("none")),
            Stream.of(Role.values()).map(role -> userWith(role.wireName(), role)))
        .toList();
  }

  private static KeyHolder scoped(User user, String scope) {
    return holder(user, aToken(user).scopes(scope).build());
  }

  private KeyHolder limitedTo(User user, String entry) {
    KeyBuilder key = aToken(user);
    return holder(
        user,
        key.allowing(AllowList.of(List.of(AllowList.Entry.parse(entry, scopes.resourceTypes()))))
            .build());
  }
}
