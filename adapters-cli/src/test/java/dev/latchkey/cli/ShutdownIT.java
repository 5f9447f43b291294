package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.OpenLine.Answer;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.wire.ApiKeyJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is told to stop while many clients change things. */
class ShutdownIT {

  private static final int CLIENTS = 32;
  private static final int ENOUGH = 300;
  private static final int SECONDS = 60;
  private static final String TOKENS = "/api/v2/users/me/keys/tokens";

  @TempDir Path home;

  private final Set<String> created = ConcurrentHashMap.newKeySet();
  private final Set<String> expired = ConcurrentHashMap.newKeySet();

  @Test
  void givenClientsThatChangeThings_whenTerminated_thenAllAreAnsweredAndNothingAnsweredIsLost()
      throws Exception {
    Path database = home.resolve("keys.db");
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    String owner;
    List<Future<Answer>> clients = new ArrayList<>();
    try (ServerProcess server = ServerProcess.start(home, database)) {
      owner = server.ownerToken();
      for (int i = 0; i < CLIENTS; i++) {
        String prefix = "client" + i + "-";
        clients.add(threads.submit(() -> changeUntilTold(server, owner, prefix)));
      }
      awaitChanges();

      assertThat(server.stop()).isEqualTo(143);

      for (Future<Answer> client : clients) {
        assertTold(client.get(SECONDS, TimeUnit.SECONDS));
      }
      assertThat(server.err()).endsWith("\nstopped\n").doesNotContain("Exception", "    at ");
    } finally {
      threads.shutdownNow();
    }
    try (ServerProcess server = ServerProcess.start(home, database)) {
      requireAll(server.client(owner));
    }
  }

  /** Creates and expires tokens until the server says that this was the last answer. */
  private Answer changeUntilTold(ServerProcess server, String owner, String prefix)
      throws IOException {
    try (OpenLine line = new OpenLine(server, owner)) {
      for (int i = 0; true; i++) {
        Answer create = line.ask("POST", TOKENS, "{\"token_name\":\"" + prefix + i + "\"}");
        if (create.status() == 201) {
          created.add(idIn(create.body()));
        }
        if (create.isLast()) {
          return create;
        }
        String id = idIn(create.body());
        Answer expire = line.ask("PUT", "/api/v2/users/me/keys/" + id + "/expire", "");
        if (expire.status() == 204) {
          expired.add(id);
        }
        if (expire.isLast()) {
          return expire;
        }
      }
    }
  }

  private static String idIn(String body) {
    return body.substring("{\"key\":\"".length(), "{\"key\":\"".length() + 10);
  }

  private void awaitChanges() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (expired.size() < ENOUGH) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void assertTold(Answer last) {
    if (last.status() == 503) {
      assertThat(last.body()).startsWith("{\"message\":\"The server is shutting down.\"");
    } else {
      assertThat(last.status()).isIn(201, 204);
    }
  }

  private void requireAll(LatchkeyClient client) {
    Map<String, ApiKeyJson> stored =
        client.tokens(TokenQuery.of("me").withExpired()).stream()
            .collect(Collectors.toMap(ApiKeyJson::id, Function.identity()));
    assertThat(stored.keySet()).containsAll(created);
    assertThat(expired).hasSizeGreaterThanOrEqualTo(ENOUGH);
    for (String id : expired) {
      assertThat(stored.get(id).expiresAt()).as(id).isBefore(Instant.now());
    }
  }
}
