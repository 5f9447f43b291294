package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host product replaces the scopes by its own, and the server speaks of those. */
class HostScopesTest {

  private static final String TOKENS = "/api/v2/users/me/keys/tokens";

  private final TestServer server = TestServer.with(builder -> builder.scopes(new DoorScopes()));
  private User maria;
  private String token;

  /** Doors, which can be opened and locked, and a few words about keys. */
  private static final class DoorScopes implements ScopeCatalog {

    private final Map<String, PermissionSet> permissions =
        Map.of(
            "coder:all", PermissionSet.ALL,
            "door:open", PermissionSet.of("door:open"),
            "door:*", PermissionSet.of("door:*"),
            "janitor", PermissionSet.of("door:*", "api_key:read", "api_key:create"));

    @Override
    public Optional<Scope> find(String name) {
      String meant = name.equals("all") ? "coder:all" : name;
      return permissions.containsKey(meant) ? Optional.of(new Scope(meant)) : Optional.empty();
    }

    @Override
    public PermissionSet permissionsOf(Scope scope) {
      return permissions.getOrDefault(scope.name(), PermissionSet.NONE);
    }

    @Override
    public Set<String> resourceTypes() {
      return Set.of("door", "api_key");
    }
  }

  @BeforeEach
  void createUser() {
    maria = server.site().member("maria");
    token = server.tokenOf(maria);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAScopeOfTheHost_whenATokenIsMadeForIt_thenItHasItAndIsShownWithIt() {
    HttpResponse<String> response =
        create(
            token,
            "{\"token_name\":\"ci\",\"scopes\":[\"door:open\",\"janitor\"],\"allow_list\":[\"door:*\"]}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(server.get(TOKENS + "/ci", token).body())
        .contains(
            "\"scope\":\"\",\"scopes\":[\"door:open\",\"janitor\"]", "\"allow_list\":[\"door:*\"]");
  }

  @Test
  void givenAScopeOfTheContractOnly_whenATokenIsAskedForWithIt_thenThereIsNoSuchScope() {
    assertThat(create(token, "{\"scopes\":[\"workspace:read\"]}").body())
        .contains("invalid or unsupported API key scope: \\\"workspace:read\\\"");
    assertThat(create(token, "{\"allow_list\":[\"workspace:*\"]}").body())
        .contains("unknown resource type \\\"workspace\\\"");
  }

  @Test
  void givenAKeyOfTheHostsScopes_whenUsedHere_thenTheHostSaysWhatItMayDo() {
    String janitor = server.tokenOf(aToken(maria).scopes("janitor"));
    String opener = server.tokenOf(aToken(maria).scopes("door:open"));
    String id = janitor.substring(0, 10);

    assertThat(server.get(TOKENS, janitor).statusCode()).isEqualTo(200);
    assertThat(server.send("DELETE", "/api/v2/users/me/keys/" + id, janitor, null).statusCode())
        .isEqualTo(404);
    assertThat(server.get(TOKENS, opener).statusCode()).isEqualTo(404);
  }

  @Test
  void givenAKeyOfTheHostsScopes_whenItMints_thenTheHostSaysWhatIsBroader() {
    String janitor = server.tokenOf(aToken(maria).scopes("janitor"));

    assertThat(create(janitor, "{\"scopes\":[\"door:open\"]}").statusCode()).isEqualTo(201);
    assertThat(create(janitor, "{\"scopes\":[\"door:*\"]}").statusCode()).isEqualTo(201);
    assertThat(create(janitor, "{\"scopes\":[\"all\"]}").statusCode()).isEqualTo(403);
    assertThat(create(janitor, "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void givenAScopeThatTheHostHasGivenUp_whenItsKeyIsUsed_thenItIsGoodButMayDoNothing() {
    String old = server.tokenOf(aToken(maria).scopes("workspace:read"));

    assertThat(server.get("/api/v2/users/me", old).statusCode()).isEqualTo(404);
    assertThat(server.get(TOKENS, old).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> create(String with, String body) {
    return server.send("POST", TOKENS, with, body);
  }
}
