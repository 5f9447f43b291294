package dev.latchkey.http.client;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.Propagating;
import dev.latchkey.core.testkit.ToldPropagation;
import dev.latchkey.http.TestServer;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.ReceiptText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever has ended something by the client gets the server's receipt. */
@ParameterizedClass
@EnumSource
final class ReceiptTest {

  @Parameter private Stack stack;

  static List<Receipt> receipts() {
    return List.of(new Receipt(true, 3, 2, 1, Duration.ofMillis(1014)), Receipt.UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void givenAReceiptOfTheServer_whenAnythingIsEnded_thenTheClientHandsItOver(Receipt receipt) {
    try (TestServer server =
        TestServer.over(new Propagating(new InMemoryKeyStore(), new ToldPropagation(receipt)))) {
      String token = server.tokenOf(aToken(server.site().siteOwner("admin")).named("admins"));
      LatchkeyClient client = stack.to(server.url()).withToken(token);
      UsersClient users = client.users();
      users.create(new CreateUserJson("joe", List.of()));
      String key = client.createToken("me", CreateTokenJson.named("ci")).id().value();

      assertThat(
              List.of(
                  client.expireApiKey("me", key),
                  client.deleteApiKey("me", key),
                  users.setRoles("joe", List.of("auditor")).receipt(),
                  users.suspend("joe").receipt(),
                  users.delete("joe"),
                  client.logOut()))
          .containsOnly(ReceiptText.from(receipt));
    }
  }
}
