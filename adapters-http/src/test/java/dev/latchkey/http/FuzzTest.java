package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.http.ApiDescription.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Requests made from the description of the API, sent octet by octet. Whatever comes, the answer is
 * one that is described and no fault, and a request that is as described is not refused as
 * malformed.
 */
class FuzzTest {

  private static final int REQUESTS = 10_000;
  private static final int ROUND = 100;
  private static final String SEED = "latchkey.fuzz.seed";
  private static final Set<Integer> MALFORMED = Set.of(400, 405, 406, 413, 414, 415);

  private final long seed = Long.getLong(SEED, System.nanoTime());
  private final Random random = new Random(seed);
  private final ApiDescription description = ApiDescription.load();
  private final RequestGenerator requests = new RequestGenerator(description, new Random(seed));
  private final Set<String> succeeded = new TreeSet<>();
  private final TestServer server = TestServer.start();
  private RawHttp connection;
  private FuzzRequest before;

  @Test
  void givenTheDescription_whenRequestsAreMadeFromIt_thenEachAnswerIsAsDescribed() {
    connection = new RawHttp(server.address());
    try {
      for (int i = 0; i < REQUESTS; i++) {
        if (i % ROUND == 0) {
          beginRound(i / ROUND);
        }
        ask(i, requests.next());
      }
      assertThat(succeeded)
          .as("the requests are no good: some operation never succeeded")
          .containsAll(description.operations().stream().map(Operation::toString).toList());
    } finally {
      connection.close();
      server.close();
    }
  }

  // Users are suspended and keys are ended all the time, so there must be new ones.
  private void beginRound(int round) {
    User owner = server.site().siteOwner("owner" + round);
    User member = server.site().member("member" + round);
    User auditor = server.site().userWith("auditor" + round, Role.AUDITOR);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tokens.add(server.tokenOf(aToken(owner).named("owners" + i)));
    }
    tokens.add(server.tokenOf(aToken(member).named("nightly")));
    tokens.add(server.tokenOf(aToken(auditor).named("nightly")));
    tokens.add(server.tokenOf(aToken(member).named("reads").scopes("api_key:read")));
    tokens.add(server.tokenOf(aToken(owner).named("ended").expiredAt(NOW)));
    tokens.add("4y0wTnzJOm-0123456789abcdefghijkl");
    requests.know(
        tokens, List.of("owner" + round, "MEMBER" + round, auditor.id().toString(), "nobody"));
  }

  private void ask(int number, FuzzRequest request) {
    try {
      connection.send(request.octets(random));
      RawAnswer answer = connection.readAnswer(request.method);
      AnswerCheck.check(request.method, request.target, answer);
      if (answer.status() >= 500 || (request.valid && MALFORMED.contains(answer.status()))) {
        throw new AssertionError("answered with " + answer.status() + " " + answer.body());
      }
      if (answer.closes() || answer.header("X-Request-Id").isEmpty()) {
        reconnect();
      }
      if (answer.status() < 300) {
        succeeded.add(request.operation);
      }
      before = request;
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          "Request %s of seed %s; to send them all again: -D%s=%s%n%s%nafter %s"
              .formatted(number, seed, SEED, seed, request, before),
          e);
    }
  }

  private void reconnect() {
    connection.close();
    connection = new RawHttp(server.address());
  }
}
