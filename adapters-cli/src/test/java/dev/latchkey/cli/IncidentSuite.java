package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.LatchkeyClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Latchkey is for: a client loops with a key, and an operator stops it without SQL. */
interface IncidentSuite {

  /** A fresh server. */
  ServerProcess server();

  /** Somebody who has logged in to it as the site owner. */
  Distribution operator();

  @Test
  default void
      givenALoopingClient_whenItsTokenIsRemovedByName_thenItsNextCallIsRefusedAndTheTrailSaysWho()
          throws Exception {
    String token = create("ci");
    String id = token.substring(0, 10);
    CompletableFuture<ApiException> loop = loopUntilRefused(token);

    Result removed = operator().run("tokens", "rm", "ci");

    assertThat(removed.exitCode()).isZero();
    assertThat(removed.err()).isEmpty();
    assertThat(removed.out()).startsWith("Token has been expired.\n");
    ApiException refused = loop.get(30, TimeUnit.SECONDS);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.detail()).startsWith("API key expired at \"");

    assertThat(operator().run("tokens", "list").out()).doesNotContain(id);
    assertThat(operator().run("tokens", "list", "--include-expired").out()).contains(id);
    assertThat(operator().run("audit", "list", "--key", id).out().lines().toList().get(1))
        .matches("\\S+Z  admin  expire  " + id + "  ci      20\\S+Z -> 20\\S+Z");

    String next = create("ci");
    assertThat(next).doesNotStartWith(id);

    assertThat(operator().run("tokens", "rm", "--delete", "--yes", id).out())
        .startsWith("Token has been deleted.\n  ci (" + id + ") of admin, ended ");
    assertThat(operator().run("tokens", "list", "--include-expired").out()).doesNotContain(id);
    assertThat(operator().run("audit", "list", "--key", id).out())
        .contains("  delete  ", "  expire  ", "  create  ");
  }

  @Test
  default void givenALoopingClient_whenItsTokenIsRemovedById_thenItsNextCallIsRefused()
      throws Exception {
    String token = create("ci");

    CompletableFuture<ApiException> loop = loopUntilRefused(token);
    Result removed = operator().run("tokens", "rm", token.substring(0, 10));

    assertThat(removed.exitCode()).isZero();
    assertThat(removed.err()).isEmpty();
    assertThat(removed.out()).startsWith("Token has been expired.\n");
    assertThat(loop.get(30, TimeUnit.SECONDS).detail()).startsWith("API key expired at \"");
  }

  @Test
  default void
      givenALoopingClient_whenItsFullTokenIsRemovedTwice_thenItIsRefusedAndOneEntryIsWritten()
          throws Exception {
    String token = create("ci");

    CompletableFuture<ApiException> loop = loopUntilRefused(token);
    Result removed = operator().run("tokens", "rm", token);
    Result again = operator().run("tokens", "rm", token);

    assertThat(removed.exitCode()).isZero();
    assertThat(removed.err()).isEmpty();
    assertThat(removed.out()).startsWith("Token has been expired.\n");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).startsWith("Token had expired already.\n");
    assertThat(loop.get(30, TimeUnit.SECONDS).detail()).startsWith("API key expired at \"");
    assertThat(operator().run("audit", "list", "--key", token).out().lines())
        .filteredOn(line -> line.contains("  expire  "))
        .hasSize(1);
    assertThat(server().err()).doesNotContain(token.substring(11));
  }

  private String create(String name) throws Exception {
    Result created = operator().run("tokens", "create", "--name", name);
    assertThat(created.exitCode()).as(created.err()).isZero();
    assertThat(created.out()).matches("[0-9A-Za-z]{10}-[0-9A-Za-z]{22}\n");
    return created.out().strip();
  }

  /** Calls the server again and again; when this returns, the first call has succeeded. */
  private CompletableFuture<ApiException> loopUntilRefused(String token) throws Exception {
    LatchkeyClient client = server().client(token);
    CountDownLatch looping = new CountDownLatch(1);
    CompletableFuture<ApiException> refused =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    ApiException.class,
                    () -> {
                      while (true) {
                        client.me();
                        looping.countDown();
                      }
                    }));
    assertThat(looping.await(30, TimeUnit.SECONDS)).isTrue();
    return refused;
  }
}
