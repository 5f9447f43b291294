package dev.latchkey.core.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.key.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractScopesTest {

  private final ContractScopes scopes = new ContractScopes();

  @ParameterizedTest
  @CsvSource({
    "workspace, read create update delete ssh start stop application_connect *",
    "template, read create update delete use *",
    "api_key, read create update delete *",
    "file, read create *",
    "user, read read_personal update_personal",
    "user_secret, read create update delete *",
    "task, create read update delete *",
    "organization, read update delete *",
  })
  void givenAPublicNameOfAResource_whenLookedUp_thenItPermitsThatAlone(
      String type, String actions) {
    for (String action : List.of(actions.split(" "))) {
      String name = type + ":" + action;
      PermissionSet permitted = permissionsOf(name);

      assertThat(scopes.find(name)).contains(new Scope(name));
      assertThat(permitted.permits(type, action)).isTrue();
      assertThat(permitted.permits(type, "something_else")).isEqualTo(action.equals("*"));
      assertThat(permitted.permits("pony", action)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "coder:workspaces.create, template:read template:use workspace:start workspace:stop"
        + " workspace:create workspace:update workspace:read organization_member:read",
    "coder:workspaces.operate, template:read workspace:start workspace:stop workspace:read"
        + " workspace:update organization_member:read",
    "coder:workspaces.delete, template:read template:use workspace:read workspace:delete"
        + " organization_member:read",
    "coder:workspaces.access, template:read workspace:read workspace:ssh"
        + " workspace:application_connect organization_member:read",
    "coder:templates.build, template:read file:create file:read provisioner_jobs:read",
    "coder:templates.author, template:read template:create template:update template:delete"
        + " template:view_insights file:create file:read",
    "coder:apikeys.manage_self, api_key:read api_key:create api_key:update api_key:delete",
    "coder:application_connect, workspace:application_connect",
  })
  void givenAComposite_whenLookedUp_thenItPermitsItsPartsAndNoMore(String name, String parts) {
    PermissionSet expected = PermissionSet.of(parts.split(" "));

    assertThat(scopes.find(name)).contains(new Scope(name));
    assertThat(permissionsOf(name).covers(expected)).isTrue();
    assertThat(expected.covers(permissionsOf(name))).isTrue();
  }

  @Test
  void givenTheNameForEverything_whenLookedUp_thenItPermitsEverything() {
    assertThat(scopes.find("coder:all")).contains(Scope.ALL);
    assertThat(permissionsOf("coder:all").isEverything()).isTrue();
  }

  @Test
  void givenAnOldName_whenLookedUp_thenTheCanonicalScopeIsMeant() {
    assertThat(scopes.find("all")).contains(Scope.ALL);
    assertThat(scopes.find("application_connect")).contains(Scope.APPLICATION_CONNECT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user.*",
        "user:*",
        "user:delete",
        "debug_info:read",
        "audit_log:read",
        "workspace:fly",
        "file:delete",
        "organization:create",
        "coder:",
        "coder:unknown",
        "*",
        "*:*",
        "",
        "ALL",
        "workspace:read ",
        "template:view_insights",
        "organization_member:read"
      })
  void givenAnyOtherName_whenLookedUp_thenThereIsNoSuchScope(String name) {
    assertThat(scopes.find(name)).isEmpty();
  }

  @Test
  void givenAScopeThatIsNoLongerKnown_whenAskedWhatItPermits_thenItIsNothing() {
    PermissionSet permitted = scopes.permissionsOf(new Scope("made:up"));

    assertThat(permitted.permits("made", "up")).isFalse();
    assertThat(PermissionSet.NONE.covers(permitted)).isTrue();
  }

  @Test
  void givenWhatLatchkeyAsksPermissionFor_whenAnAllowListNamesIt_thenTheTypeExists() {
    assertThat(scopes.resourceTypes())
        .containsAll(Stream.of(Permission.values()).map(Permission::resourceType).toList())
        .contains("workspace", "template", "file", "task", "user_secret", "organization")
        .doesNotContain("*");
  }

  private PermissionSet permissionsOf(String name) {
    return scopes.permissionsOf(scopes.find(name).orElseThrow());
  }
}
