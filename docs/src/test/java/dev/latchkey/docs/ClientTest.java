package dev.latchkey.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.user.Username;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.http.HttpServer;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows to a product that calls a server. */
class ClientTest {

  @Test
  void givenAServer_whenATokenIsCreatedAndExpired_thenTheListShowsItOnlyBefore(
      @TempDir Path directory) {
    JdbiKeyStore store = JdbiKeyStore.sqlite(directory.resolve("keys.db"));
    try (Latchkey latchkey = Latchkey.on(store).build();
        HttpServer server =
            HttpServer.start(
                latchkey,
                HttpConfig.at(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "test"))) {
      URI url = URI.create("http://127.0.0.1:" + server.address().getPort());
      String token =
          latchkey
              .createFirstUser()
              .execute(Caller.system("test"), new Username("admin"))
              .orElseThrow()
              .plaintext()
              .reveal();
      // tag::client[]
      LatchkeyClient client = LatchkeyClient.to(url).withToken(token);
      PlaintextKey key = client.createToken("me", CreateTokenJson.named("ci"));
      client.expireApiKey("me", key.id().value());
      // end::client[]

      assertThat(client.tokens(TokenQuery.of("me").withExpired())).hasSize(2);
      assertThat(client.tokens(TokenQuery.of("me"))).hasSize(1);
    }
  }
}
