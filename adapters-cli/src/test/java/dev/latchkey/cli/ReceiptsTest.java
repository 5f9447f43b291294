package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever ends something is told on how many nodes it has ended, or that nobody can tell. */
final class ReceiptsTest {

  private static final Receipt KNOWN = new Receipt(true, 3, 2, 1, Duration.ofMillis(1014));
  private static final String ON_ALL = " on 3 of 3 node(s) after 1014 ms, 1 of them by its lease\n";
  private static final String NOT_KNOWN = "  not known on how many nodes: another server may ";

  @TempDir Path home;

  @Test
  void givenNodesThatKnow_whenSomethingIsEnded_thenItIsToldOnHowMany() {
    try (TestServer server = TestServer.telling(KNOWN)) {
      InProcess admin = admin(server);

      assertThat(admin.run("tokens", "rm", "one").out()).endsWith("\n  dead" + ON_ALL);
      assertThat(admin.run("tokens", "rm", "one", "--delete", "--yes").out())
          .endsWith("\n  dead" + ON_ALL);
      assertThat(admin.run("users", "set-roles", "joe", "auditor").out())
          .isEqualTo("User joe has the roles: auditor.\n  in force" + ON_ALL);
      assertThat(admin.run("users", "suspend", "joe").out())
          .isEqualTo("User joe has been suspended.\n  keys refused" + ON_ALL);
      assertThat(admin.run("users", "delete", "joe", "--yes").out())
          .isEqualTo("User joe has been deleted.\n  keys dead" + ON_ALL);
      assertThat(logOut(server)).endsWith(".\n  session key dead" + ON_ALL);
    }
  }

  @Test
  void givenNodesOfWhichNothingIsKnown_whenSomethingIsEnded_thenItSaysSoAndWhatThatMeans() {
    try (TestServer server = TestServer.telling(Receipt.UNKNOWN)) {
      InProcess admin = admin(server);

      Result removed = admin.run("tokens", "rm", "one");
      assertThat(removed.exitCode()).isZero();
      assertThat(removed.out())
          .startsWith("Token has been expired.\n")
          .endsWith("\n" + NOT_KNOWN + "accept it for one lease more\n");
      assertThat(admin.run("users", "set-roles", "joe", "auditor").out())
          .endsWith("\n" + NOT_KNOWN + "go by the former roles for one lease more\n");
      assertThat(admin.run("users", "suspend", "joe").out())
          .endsWith("\n" + NOT_KNOWN + "accept their keys for one lease more\n");
      assertThat(admin.run("users", "delete", "joe", "--yes").out())
          .endsWith("\n" + NOT_KNOWN + "accept their keys for one lease more\n");
      assertThat(logOut(server)).endsWith("\n" + NOT_KNOWN + "accept it for one lease more\n");
    }
  }

  @Test
  void givenNoNodeThatAnswersFromMemory_whenSomethingIsEnded_thenThereIsNothingToTell() {
    try (TestServer server = new TestServer()) {
      assertThat(admin(server).run("users", "suspend", "joe").out())
          .isEqualTo("User joe has been suspended.\n");
    }
  }

  @Test
  void givenReceipts_whenTokensAreRemovedForAProgram_thenEachHasItsReceipt() {
    try (TestServer server = TestServer.telling(KNOWN)) {
      assertThat(admin(server).run("tokens", "rm", "one", "two", "-o", "json").out())
          .containsSubsequence(
              "\"token_name\": \"one\"",
              """
                  "receipt": {
                    "known": true,
                    "nodes": 3,
                    "acknowledged": 2,
                    "lapsed": 1,
                    "ms": 1014
                  }
              """,
              "\"token_name\": \"two\"",
              "\"receipt\": {");
    }
    try (TestServer server = TestServer.telling(Receipt.UNKNOWN)) {
      assertThat(admin(server).run("tokens", "rm", "one", "-o", "json").out())
          .contains("\"receipt\": {\n      \"known\": false\n    }");
    }
  }

  private InProcess admin(TestServer server) {
    InProcess admin =
        new InProcess(home)
            .with("LATCHKEY_URL", server.url())
            .with("LATCHKEY_TOKEN", server.ownerToken());
    admin.run("tokens", "create", "--name", "one");
    admin.run("tokens", "create", "--name", "two");
    assertThat(admin.run("users", "create", "joe").exitCode()).isZero();
    return admin;
  }

  private String logOut(TestServer server) {
    InProcess person = new InProcess(home);
    assertThat(person.typing(server.ownerToken()).run("login", server.url()).exitCode()).isZero();
    Result logout = person.run("logout");
    assertThat(logout.exitCode()).as(logout.err()).isZero();
    return logout.out();
  }
}
