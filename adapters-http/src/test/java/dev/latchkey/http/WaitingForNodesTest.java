package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.Propagating;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A node that is gone is waited for as long as its lease; others need not wait with those who do.
 */
final class WaitingForNodesTest {

  private static final String ME = "/api/v2/users/me";

  /** More than there are threads for all other requests. */
  private static final int CHANGES = 40;

  private final CountDownLatch waiting = new CountDownLatch(CHANGES);
  private final CountDownLatch lapsed = new CountDownLatch(1);
  private final TestServer server =
      TestServer.over(new Propagating(new InMemoryKeyStore(), new Gone(waiting, lapsed)));

  @AfterEach
  void stop() {
    lapsed.countDown();
    server.close();
  }

  @Test
  void givenManyChangesThatWaitForANode_whenSomebodyElseAsks_thenTheyAreAnswered()
      throws InterruptedException {
    User maria = server.site().member("maria");
    String token = server.tokenOf(maria);
    List<CompletableFuture<HttpResponse<String>>> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      String own = server.tokenOf(maria);
      String path = ME + "/keys/" + own.substring(0, KeyId.LENGTH) + "/expire";
      changes.add(expireInThread(server, path, own));
    }
    assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();

    assertThat(server.get(ME, token).statusCode()).isEqualTo(200);

    lapsed.countDown();
    assertThat(changes).allSatisfy(change -> assertThat(change.join().statusCode()).isEqualTo(204));
  }

  @Test
  void givenAChangeThatWaitsForANode_whenTheServerIsClosed_thenItIsAnsweredThatNobodyKnows()
      throws InterruptedException {
    CountDownLatch oneWaits = new CountDownLatch(1);
    Gone gone = new Gone(oneWaits, new CountDownLatch(1));
    TestServer closing =
        TestServer.over(
            new Propagating(new InMemoryKeyStore(), gone),
            config -> config.withShutdownGrace(Duration.ofMillis(100)));
    String token = closing.tokenOf(closing.site().member("maria"));
    String path = ME + "/keys/" + token.substring(0, KeyId.LENGTH) + "/expire";
    CompletableFuture<HttpResponse<String>> change =
        CompletableFuture.supplyAsync(() -> closing.send("PUT", path, token, null));
    assertThat(oneWaits.await(1, TimeUnit.MINUTES)).isTrue();

    closing.close();

    HttpResponse<String> answer = change.join();
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("X-Latchkey-Receipt")).contains("unknown");
  }

  @Test
  void givenAsManyChangesAsThreads_whenNoTokenComes_thenItIsRefusedAndTheRestAtTheClose()
      throws InterruptedException {
    CountDownLatch allWait = new CountDownLatch(WaitingThreads.MOST);
    Gone gone = new Gone(allWait, new CountDownLatch(1));
    TestServer closing =
        TestServer.over(
            new Propagating(new InMemoryKeyStore(), gone),
            config -> config.withShutdownGrace(Duration.ofMillis(100)));
    String admin = closing.tokenOf(closing.site().siteOwner("admin"));
    String ended = closing.tokenOf(closing.site().member("maria"));
    String path = "/api/v2/users/maria/keys/" + ended.substring(0, KeyId.LENGTH) + "/expire";
    List<CompletableFuture<HttpResponse<String>>> changes = new ArrayList<>();
    for (int i = 0; i < WaitingThreads.MOST; i++) {
      changes.add(expireInThread(closing, path, admin));
    }
    assertThat(allWait.await(1, TimeUnit.MINUTES)).isTrue();

    assertThat(closing.send("PUT", path, null, null).statusCode()).isEqualTo(401);

    try (RawHttp oneMore = new RawHttp(closing.address())) {
      oneMore.send(
          "PUT %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n".formatted(path, admin)
              + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(oneMore.readSome()).startsWith("HTTP/1.1 100 ");
      oneMore.send("{}");

      closing.close();

      assertThat(oneMore.readAll())
          .startsWith("HTTP/1.1 503 ")
          .contains("The server is shutting down.");
    }
    assertThat(changes).allSatisfy(change -> assertThat(change.join().statusCode()).isEqualTo(204));
  }

  private static CompletableFuture<HttpResponse<String>> expireInThread(
      TestServer server, String path, String token) {
    return CompletableFuture.supplyAsync(
        () -> server.send("PUT", path, token, null), work -> new Thread(work).start());
  }

  /** Whoever waits for nodes waits for one that says nothing. */
  private record Gone(CountDownLatch waiting, CountDownLatch lapsed) implements Propagation {

    @Override
    public Receipt await(KeyId key) {
      waiting.countDown();
      try {
        lapsed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Receipt.UNKNOWN;
    }

    @Override
    public Receipt await(UserId user) {
      return Receipt.UNKNOWN;
    }

    @Override
    public List<Node> nodes() {
      return List.of();
    }
  }
}
