package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The servers, and what they know of a change. */
final class NodesEndpointTest {

  private static final String NODES = "/api/v2/nodes";

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAServerThatRemembersNothing_whenNodesAreListed_thenThereIsNone() {
    for (User reader :
        List.of(server.site().siteOwner("root"), server.site().userWith("audrey", Role.AUDITOR))) {
      HttpResponse<String> answer = server.get(NODES, server.tokenOf(reader));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("[]\n");
    }
  }

  @Test
  void givenAMember_whenNodesAreListed_thenThatIsForbidden() {
    String member = server.tokenOf(server.site().member("maria"));

    assertThat(server.get(NODES, member).statusCode()).isEqualTo(403);
  }

  @Test
  void givenAKey_whenExpiredOrDeleted_thenTheAnswerHasAReceipt() {
    User maria = server.site().member("maria");
    String token = server.tokenOf(maria);
    String key = "/api/v2/users/me/keys/" + server.site().issue(maria, "ci").key().id();

    for (HttpResponse<String> answer :
        List.of(
            server.send("PUT", key + "/expire", token, ""),
            server.send("PUT", key + "/expire", token, ""),
            server.send("DELETE", key, token, ""))) {
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.headers().firstValue("X-Latchkey-Receipt"))
          .contains("nodes=0, acknowledged=0, lapsed=0, ms=0");
    }
  }
}
